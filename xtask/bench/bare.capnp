# The floor of `cargo xtask bench edge`: see bare.js.
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "bare", worker = .bare),
    (name = "data", disk = (path = "{{DATA_DIR}}", writable = true))
  ],
  sockets = [ (name = "http", address = "127.0.0.1:{{PORT}}", http = (), service = "bare") ],
  v8Flags = ["--max-semi-space-size=1", "--min-semi-space-size=1"]
);
const bare :Workerd.Worker = (
  modules = [ (name = "bare.js", esModule = embed "{{BENCH_DIR}}/bare.js") ],
  compatibilityDate = "2026-04-20",
  durableObjectNamespaces = [ (className = "Bare", uniqueKey = "wasl-bench-bare", enableSql = true) ],
  durableObjectStorage = (localDisk = "data"),
  bindings = [ (name = "BARE", durableObjectNamespace = "Bare") ]
);
