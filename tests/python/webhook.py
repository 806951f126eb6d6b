# Standard Webhooks' own library on our webhooks, and on callbacks to us.
# In: `verify` or `sign`, and as JSON on standard input the secret, a body, and headers or an id. Out: the payload, or
# headers, as JSON; or an exit code and what is wrong. Never: our own code where theirs is asked for.

import json
import sys
from datetime import datetime, timezone

from standardwebhooks import Webhook

asked = json.load(sys.stdin)
webhook = Webhook(asked["secret"])
if sys.argv[1] == "verify":
    print(json.dumps(webhook.verify(asked["body"], asked["headers"])))
else:
    now = datetime.now(tz=timezone.utc)
    signature = webhook.sign(msg_id=asked["id"], timestamp=now, data=asked["body"])
    print(json.dumps({
        "webhook-id": asked["id"],
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signature,
    }))
