//! What opens, and what does not: places, cases, stores, keys.

use super::keys::NodeKeys;
use super::*;
use crate::sql::Sql as _;
use crate::sql::native::NativeSql;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

const HERE: Place = Place { table: "event", column: "body", row: 2 };

fn secret(byte: u8) -> String {
    STANDARD.encode([byte; 32])
}

fn node(secrets: &[u8]) -> NodeKeys {
    let texts: Vec<String> = secrets.iter().map(|byte| secret(*byte)).collect();
    NodeKeys::parse(&texts.join(", ")).unwrap()
}

fn store() -> NativeSql {
    let sql = NativeSql::in_memory();
    sql.run(rows::TABLE, &[]).unwrap();
    sql
}

fn vault() -> Rc<Vault> {
    rows::open(&store(), &node(&[1]), "HAB-26A").unwrap()
}

#[test]
fn a_value_opens_in_its_place_and_in_no_other() {
    let sql = store();
    let vault = rows::open(&sql, &node(&[1]), "HAB-26A").unwrap();
    let salt = Vault::new_salt().unwrap();
    let lock = vault.lock(Item::Case(7), salt);
    let sealed = lock.seal(HERE, "Amal Exemple".as_bytes()).unwrap();
    assert_eq!(sealed.len(), "Amal Exemple".len() + OVERHEAD_BYTES);
    assert!(!sealed.windows(4).any(|part| part == b"Amal"));
    assert_eq!(lock.open(HERE, sealed.clone()).unwrap(), b"Amal Exemple");
    // The same text is never sealed to the same bytes.
    assert_ne!(lock.seal(HERE, b"Amal Exemple").unwrap(), sealed);

    let refused = Err(SqlError("a sealed value in event.body does not open".into()));
    assert_eq!(lock.open(Place { row: 3, ..HERE }, sealed.clone()), refused);
    assert!(lock.open(Place { column: "filing", ..HERE }, sealed.clone()).is_err());
    assert!(lock.open(Place { table: "case_file", ..HERE }, sealed.clone()).is_err());
    for other in [
        vault.lock(Item::Case(8), salt),
        vault.lock(Item::Document("7"), salt),
        vault.lock(Item::Case(7), Vault::new_salt().unwrap()),
        // Another register with the same data key: names are bound, not only keys.
        Rc::new(Vault { store: "HAB-26B".into(), keys: vault.keys.clone() }).lock(Item::Case(7), salt),
    ] {
        assert_eq!(other.open(HERE, sealed.clone()), refused);
    }
}

#[test]
fn a_value_that_was_changed_anywhere_does_not_open() {
    let lock = vault().lock(Item::Case(1), [3; 16]);
    let sealed = lock.seal(HERE, b"x").unwrap();
    for at in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        assert!(lock.open(HERE, changed).is_err(), "byte {at}");
    }
    for length in 0..sealed.len() {
        assert!(lock.open(HERE, sealed[..length].to_vec()).is_err(), "{length} bytes");
    }
}

#[test]
fn a_wrong_key_of_the_node_is_named_and_nothing_is_lost() {
    let sql = store();
    let lock = rows::open(&sql, &node(&[1]), "HAB-26A").unwrap().lock(Item::Case(1), [3; 16]);
    let sealed = lock.seal(HERE, b"x").unwrap();
    let before = sql.dump();
    let error = rows::open(&sql, &node(&[2]), "HAB-26A").unwrap_err().to_string();
    assert!(error.contains("NODE_DATA_KEY") && !error.contains(&secret(1)) && !error.contains(&secret(2)), "{error}");
    assert_eq!(sql.dump(), before);
    // A data key that was carried to another register does not open there.
    assert!(rows::open(&sql, &node(&[1]), "HAB-27A").is_err());
    let again = rows::open(&sql, &node(&[1]), "HAB-26A").unwrap().lock(Item::Case(1), [3; 16]);
    assert_eq!(again.open(HERE, sealed).unwrap(), b"x");
}

#[test]
fn a_new_key_of_the_node_wraps_the_data_keys_anew_and_the_old_one_can_go() {
    let sql = store();
    let lock = rows::open(&sql, &node(&[1]), "HAB-26A").unwrap().lock(Item::Case(1), [3; 16]);
    let sealed = lock.seal(HERE, b"x").unwrap();
    rows::open(&sql, &node(&[2, 1]), "HAB-26A").unwrap();
    let wrapped = sql.dump();
    let lock = rows::open(&sql, &node(&[2]), "HAB-26A").unwrap().lock(Item::Case(1), [3; 16]);
    assert_eq!(lock.open(HERE, sealed).unwrap(), b"x");
    // Only once: a key that is already wrapped by the first is left as it is.
    rows::open(&sql, &node(&[2, 1]), "HAB-26A").unwrap();
    assert_eq!(sql.dump(), wrapped);
}

#[test]
fn a_new_data_key_seals_and_the_old_one_goes_on_opening() {
    let (sql, node) = (store(), node(&[1]));
    let first = rows::open(&sql, &node, "HAB-26A").unwrap();
    let old = first.lock(Item::Case(1), [3; 16]).seal(HERE, b"old").unwrap();
    let second = rows::next(&sql, &node, &first).unwrap();
    let new = second.lock(Item::Case(1), [3; 16]).seal(HERE, b"new").unwrap();
    assert_eq!((old[1..3].to_vec(), new[1..3].to_vec()), (vec![0, 1], vec![0, 2]));
    let lock = rows::open(&sql, &node, "HAB-26A").unwrap().lock(Item::Case(1), [3; 16]);
    assert_eq!((lock.open(HERE, old).unwrap(), lock.open(HERE, new.clone()).unwrap()), (b"old".into(), b"new".into()));
    // Who has only the first key opens nothing of the second.
    assert!(first.lock(Item::Case(1), [3; 16]).open(HERE, new).is_err());
    assert_eq!(first.mark("a"), second.mark("a"));
    assert_ne!(first.mark("a"), vault().mark("a"));
}

#[test]
fn only_keys_of_32_bytes_are_keys() {
    for text in ["", ",", "abc", &STANDARD.encode([1; 31]), &format!("{},", secret(1)), &format!("{},x", secret(1))] {
        assert_eq!(NodeKeys::parse(text).unwrap_err(), VaultError::NodeKey, "{text}");
    }
    assert_eq!(format!("{:?}", node(&[1, 2])).matches(',').count(), 1);
}
