"""What schemathesis is told besides: how the bytes of an upload are written."""

import schemathesis

schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")
