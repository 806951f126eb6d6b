# One Wasl node under workerd, on a machine of your own.
#
# This is a template: put a value in the place of each name in double braces, then
#   workerd serve --import-path=/ node.capnp
# (--import-path=/ so that `embed` takes absolute paths).
#
#   PORT                  the port to listen on, on 127.0.0.1: put a TLS proxy in front
#   NODE_ID               the node's name among its peers, e.g. agencies
#   BASE_URL              the address under which everybody reaches it, without a slash at the end
#   NODE_SIGNING_KEY      base64 of a 32-byte Ed25519 seed: signs what is sent to peers, and receipts
#   NODE_HASH_KEY         base64 of 32 random bytes: keys the hashes of access codes and tokens
#   NODE_DATA_KEY         base64 of 32 random bytes: wraps the keys that registers and documents are encrypted with.
#                         Several with commas between: the first wraps, the others still open (docs/operating.md)
#   OPERATOR_TOKEN        what the operator shows to PUT /v1/admin/…
#   METRICS_TOKEN         what Prometheus shows to GET /metrics, 24 characters or more; empty: there is no such path
#   ALLOW_PRIVATE_PEERS   1 only where peers live on this machine (demo and tests), else 0
#   PEER_NETWORKS         "public", or "public", "private" where peers live on this machine or in its network:
#                         the runtime then refuses every other address, whatever a peer's name resolves to
#   DATA_DIR              absolute path of the folder that keeps registers and documents: back this up
#   TRUSTED_PROXY_HEADER  the header in which your proxy writes the caller's address and which it takes from nobody
#                         else, e.g. X-Real-IP; empty where there is none: networks are then not told apart
#   SCANNER_URL           where the virus scanner is: clamd://host:port, icap://host:port/service, http://…, https://…;
#                         empty: nobody looks at documents
#   SCANNER_TOKEN         what is shown to a scanner that speaks HTTP, as Authorization: Bearer; may be empty
#   EDGE_DIR              absolute path of dist/edge
#   ASSETS_DIR            absolute path of dist/assets
#
# The file holds secrets once it is filled in: keep it readable by the node's user only.

using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "node", worker = .node),
    (name = "assets", disk = (path = "{{ASSETS_DIR}}", writable = false)),
    (name = "data", disk = (path = "{{DATA_DIR}}", writable = true)),
    # The operator's own scanner may be near; the networks of peers are not widened by it.
    (name = "scanner", network = (allow = ["public", "private"], tlsOptions = (trustBrowserCas = true))),
    (name = "internet", network = (allow = [{{PEER_NETWORKS}}], tlsOptions = (trustBrowserCas = true)))
  ],
  sockets = [ (name = "http", address = "127.0.0.1:{{PORT}}", http = (), service = "node") ],
  # A small young generation: shorter garbage collections, and less memory, at the same rate of filings.
  v8Flags = ["--max-semi-space-size=1", "--min-semi-space-size=1"]
);

const node :Workerd.Worker = (
  # The name of the second module is what index.js imports.
  modules = [
    (name = "index.js", esModule = embed "{{EDGE_DIR}}/index.js"),
    (name = "./index_bg.wasm", wasm = embed "{{EDGE_DIR}}/index_bg.wasm")
  ],
  compatibilityDate = "2026-04-20",
  # The unique keys name the files on disk: changing one hides every register behind it.
  durableObjectNamespaces = [
    (className = "Directory", uniqueKey = "wasl-directory", enableSql = true),
    (className = "Register", uniqueKey = "wasl-register", enableSql = true),
    (className = "Documents", uniqueKey = "wasl-documents", enableSql = true)
  ],
  durableObjectStorage = (localDisk = "data"),
  globalOutbound = "internet",
  bindings = [
    (name = "NODE_ID", text = "{{NODE_ID}}"),
    (name = "BASE_URL", text = "{{BASE_URL}}"),
    (name = "ALLOW_PRIVATE_PEERS", text = "{{ALLOW_PRIVATE_PEERS}}"),
    # How long a staff token lives unless something else is asked for: 1 to 720.
    (name = "STAFF_TOKEN_HOURS", text = "12"),
    (name = "TRUSTED_PROXY_HEADER", text = "{{TRUSTED_PROXY_HEADER}}"),
    (name = "NODE_SIGNING_KEY", text = "{{NODE_SIGNING_KEY}}"),
    (name = "NODE_HASH_KEY", text = "{{NODE_HASH_KEY}}"),
    (name = "NODE_DATA_KEY", text = "{{NODE_DATA_KEY}}"),
    (name = "OPERATOR_TOKEN", text = "{{OPERATOR_TOKEN}}"),
    (name = "METRICS_TOKEN", text = "{{METRICS_TOKEN}}"),
    (name = "SCANNER_URL", text = "{{SCANNER_URL}}"),
    (name = "SCANNER_TOKEN", text = "{{SCANNER_TOKEN}}"),
    (name = "SCANNER", service = "scanner"),
    (name = "DIRECTORY", durableObjectNamespace = "Directory"),
    (name = "REGISTER", durableObjectNamespace = "Register"),
    (name = "DOCUMENTS", durableObjectNamespace = "Documents"),
    (name = "ASSETS", service = "assets")
  ]
);
