//! Filing: a receipt for every case, once for every key, under the rules as they are now.
#![cfg(test)]

use integration_tests::stack::Alone;

#[test]
fn smoke() {
    let node = Alone::start();
    let citizen = node.citizen();
    assert_eq!(citizen.opens().status, "received");
}
