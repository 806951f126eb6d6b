//! The tree on real SQLite, against the tree of `wire::log` over the same leaves.

use super::*;
use crate::register::schema;
use crate::sql::native::NativeSql;
use wire::log::proof::proves_inclusion;

fn data(seq: u64) -> Hash {
    leaf_hash(&seq.to_be_bytes())
}

fn leaves(size: u64) -> Vec<Hash> {
    (1..=size).map(|seq| leaf_hash(&data(seq))).collect()
}

/// Events with the hashes that [`data`] gives them.
fn write(sql: &NativeSql, seqs: std::ops::RangeInclusive<u64>, keeping: bool) {
    for seq in seqs {
        sql.run(
            "INSERT INTO event (seq, serial, number, at, kind, status, role, body_hash, hash)
             VALUES (?1, ?1, 1, 0, 'filed', 'received', 'complainant', zeroblob(32), ?2)",
            &[number(seq).unwrap().into(), Hash::as_slice(&data(seq)).into()],
        )
        .unwrap();
        if keeping {
            Tree { sql, size: seq }.keep().unwrap();
        }
    }
}

fn store() -> NativeSql {
    let sql = NativeSql::in_memory();
    schema::migrate(&sql).unwrap();
    sql
}

fn kept(sql: &NativeSql) -> Vec<(i64, i64)> {
    let rows = sql.run("SELECT level, idx FROM tree_node ORDER BY level, idx", &[]).unwrap();
    rows.iter().map(|row| (row.int(0).unwrap(), row.int(1).unwrap())).collect()
}

#[test]
fn the_root_is_the_trees_at_every_size_around_a_block() {
    let sql = store();
    write(&sql, 1..=520, true);
    for size in [0, 1, 2, 3, 255, 256, 257, 300, 511, 512, 513, 520] {
        let tree = Tree { sql: &sql, size };
        let root = root_of(&leaves(size));
        assert_eq!(tree.root().unwrap(), root, "{size}");
        for index in [0, 1, 255, 256, size.saturating_sub(1)].into_iter().filter(|index| *index < size) {
            let path = tree.inclusion(index).unwrap();
            assert!(proves_inclusion(&leaf_hash(&data(index + 1)), index, size, &path, &root), "{index} of {size}");
        }
    }
    assert_eq!(kept(&sql), [(8, 0), (8, 1)]);
}

#[test]
fn what_is_kept_only_saves_work() {
    let (kept_ones, bare) = (store(), store());
    write(&kept_ones, 1..=600, true);
    write(&bare, 1..=600, false);
    let root = |sql: &NativeSql| Tree { sql, size: 600 }.root().unwrap();
    assert_eq!(root(&bare), root(&kept_ones));
    assert_eq!(kept(&bare), []);
    Tree { sql: &bare, size: 600 }.fill().unwrap();
    assert_eq!(kept(&bare), [(8, 0), (8, 1)]);
    assert_eq!(root(&bare), root(&kept_ones));
    // Filling up goes on where it was; what is there is not written again.
    write(&bare, 601..=770, false);
    bare.run("UPDATE tree_node SET hash = zeroblob(32) WHERE idx = 0", &[]).unwrap();
    Tree { sql: &bare, size: 770 }.fill().unwrap();
    assert_eq!(kept(&bare), [(8, 0), (8, 1), (8, 2)]);
    assert_ne!(Tree { sql: &bare, size: 770 }.root().unwrap(), root_of(&leaves(770)));
}

#[test]
fn a_large_register_answers_from_few_rows() {
    let sql = store();
    let size = 66_000;
    sql.run(
        "INSERT INTO event (seq, serial, number, at, kind, status, role, body_hash, hash)
             WITH RECURSIVE n(seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n WHERE seq < 66000)
             SELECT seq, seq, 1, 0, 'filed', 'received', 'complainant', zeroblob(32), unhex(printf('%064x', seq)) FROM n",
        &[],
    )
    .unwrap();
    Tree { sql: &sql, size }.fill().unwrap();
    assert_eq!(kept(&sql).len(), 257 + 1);
    let leaf = |seq: u64| leaf_hash(&[[0; 24].as_slice(), &seq.to_be_bytes()].concat());
    let all: Vec<Hash> = (1..=size).map(leaf).collect();
    sql.break_at(crate::sql::native::Break::Never);
    assert_eq!(Tree { sql: &sql, size }.root().unwrap(), root_of(&all));
    assert!(sql.statements() <= 3, "{}", sql.statements());
    let path = Tree { sql: &sql, size }.inclusion(40_000).unwrap();
    assert!(proves_inclusion(&leaf(40_001), 40_000, size, &path, &root_of(&all)));
}

#[test]
fn tiles_are_what_the_tree_has_and_nothing_beyond() {
    let sql = store();
    write(&sql, 1..=300, true);
    let ask = |ask| Tree { sql: &sql, size: 300 }.answer(&ask).unwrap();
    let all = leaves(300);
    assert_eq!(ask(Ask::Hashes { level: 0, index: 0, width: 256 }), Answer::Hashes(all[..256].to_vec()));
    assert_eq!(ask(Ask::Hashes { level: 0, index: 1, width: 44 }), Answer::Hashes(all[256..].to_vec()));
    // A tile of an earlier, smaller tree stays available.
    assert_eq!(ask(Ask::Hashes { level: 0, index: 1, width: 3 }), Answer::Hashes(all[256..259].to_vec()));
    assert_eq!(ask(Ask::Hashes { level: 1, index: 0, width: 1 }), Answer::Hashes(vec![root_of(&all[..256])]));
    assert_eq!(ask(Ask::Leaves { index: 1, width: 1 }), Answer::Hashes(vec![data(257)]));
    for nothing in [
        Ask::Hashes { level: 0, index: 1, width: 45 },
        Ask::Hashes { level: 0, index: 2, width: 1 },
        Ask::Hashes { level: 1, index: 0, width: 2 },
        Ask::Hashes { level: 5, index: 0, width: 1 },
        Ask::Hashes { level: 200, index: u64::MAX, width: 1 },
        Ask::Hashes { level: 0, index: 0, width: 0 },
        Ask::Leaves { index: u64::MAX / 2, width: 256 },
    ] {
        assert_eq!(ask(nothing.clone()), Answer::Nothing, "{nothing:?}");
    }
}

#[test]
fn an_event_that_is_missing_is_never_passed_over() {
    let sql = store();
    write(&sql, 1..=20, true);
    sql.run("DELETE FROM event WHERE seq = 7", &[]).unwrap();
    assert!(Tree { sql: &sql, size: 20 }.root().is_err());
    assert!(Tree { sql: &sql, size: 6 }.root().is_ok());
    // Filing goes on all the same.
    write(&sql, 21..=512, true);
    assert_eq!(kept(&sql), [(8, 1)]);
    Tree { sql: &sql, size: 512 }.fill().unwrap();
    assert!(Tree { sql: &sql, size: 512 }.root().is_err());
}
