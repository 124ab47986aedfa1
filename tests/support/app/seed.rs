//! The campaign and the units of the dialogues, in a real database.

use sangkien::domain::UnitId;
use sqlx::PgPool;

use crate::campaign as dialogues;

/// The first initiative's number, as the dialogues have it.
const FIRST_INITIATIVE: i64 = 1_000_001;

/// Puts the campaign and the units in.
pub async fn campaign(db: &PgPool) {
    let mut tx = db.begin().await.expect("the server answers");
    let units = dialogues::units();
    for unit in &units {
        let mut path: Vec<i64> = Vec::new();
        let mut next = Some(unit.id);
        while let Some(UnitId(id)) = next {
            path.insert(0, id);
            next = units.iter().find(|unit| unit.id.0 == id).and_then(|unit| unit.parent);
        }
        sqlx::query(
            "insert into unit (id, code, name, kind, parent_id, path)
             overriding system value values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(unit.id.0)
        .bind(&unit.code)
        .bind(&unit.name)
        .bind(&unit.kind)
        .bind(unit.parent.map(|parent| parent.0))
        .bind(&path)
        .execute(&mut *tx)
        .await
        .expect("the unit is kept");
    }
    let catalogue = dialogues::catalogue();
    let statements = [
        format!("alter sequence initiative_number restart with {FIRST_INITIATIVE}"),
        "delete from participant_group".to_owned(),
        "delete from reason_code".to_owned(),
    ];
    for statement in statements {
        sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&mut *tx).await.expect("it is made");
    }
    for (position, group) in (1_i16..).zip(&catalogue.groups) {
        sqlx::query(
            "insert into participant_group select id, $1, $2, $3, $4 from campaign where active",
        )
        .bind(&group.code)
        .bind(&group.label_vi)
        .bind(&group.label_en)
        .bind(position)
        .execute(&mut *tx)
        .await
        .expect("the group is kept");
    }
    for (position, reason) in (1_i16..).zip(&catalogue.reasons) {
        sqlx::query(
            "insert into reason_code select id, $1, $2, $3, $4, $5, $6 from campaign where active",
        )
        .bind(&reason.code)
        .bind(&reason.label_vi)
        .bind(&reason.label_en)
        .bind(&reason.advice_vi)
        .bind(&reason.advice_en)
        .bind(position)
        .execute(&mut *tx)
        .await
        .expect("the reason is kept");
    }
    tx.commit().await.expect("the campaign is kept");
}
