//! The three ports of the demo: the agency node, the Mediator's node, the demo site.
//!
//! In: the first port. Out: nothing when all three are free, one sentence when not.
//! Never: ends whoever holds a port.

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;

use anyhow::{Result, bail};

/// How many ports stand side by side.
const COUNT: u16 = 3;

pub fn check_free(first: u16, data: &Path) -> Result<()> {
    if first == 0 || first.checked_add(COUNT - 1).is_none() {
        bail!("--port {first} leaves no room for {COUNT} ports");
    }
    for port in first..first + COUNT {
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_err() {
            bail!(
                "port {port} is taken{}: free it, or choose another with --port N (N, N+1 and N+2 are used)",
                holder(data)
            );
        }
    }
    Ok(())
}

/// If an earlier demo on the same data was ended by force, its nodes may still run; their ids are written down.
fn holder(data: &Path) -> String {
    let still_running: Vec<String> = ["agencies", "mediator"]
        .iter()
        .filter_map(|node| std::fs::read_to_string(data.join(node).join("node.pid")).ok())
        .filter(|pid| Path::new("/proc").join(pid).exists())
        .collect();
    if still_running.is_empty() {
        String::new()
    } else {
        format!(" (a demo's nodes still run as process {})", still_running.join(" and "))
    }
}

#[cfg(test)]
mod tests {
    use super::check_free;
    use std::net::TcpListener;
    use std::path::Path;

    #[test]
    fn a_taken_port_is_named() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let error = check_free(port, Path::new("/nowhere")).unwrap_err().to_string();
        assert!(error.starts_with(&format!("port {port} is taken:")), "{error}");
    }

    #[test]
    fn there_must_be_room_for_three() {
        assert!(check_free(65_535, Path::new("/nowhere")).is_err());
        assert!(check_free(0, Path::new("/nowhere")).is_err());
    }
}
