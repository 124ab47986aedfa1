//! The campaign and the units of the dialogues, in a real database.

use sangkien::domain::UnitId;
use sqlx::PgPool;

use crate::campaign as dialogues;

/// The first initiative's number, as the dialogues have it.
const FIRST_INITIATIVE: i64 = 1_000_001;

/// Puts the campaign and the units in.
pub async fn campaign(db: &PgPool) {
    let mut tx = db.begin().await.expect("the server answers");
    let (units, members) = (dialogues::units(), dialogues::members());
    for unit in &units {
        let mut path: Vec<i64> = Vec::new();
        let mut next = Some(unit.id);
        while let Some(UnitId(id)) = next {
            path.insert(0, id);
            next = units.iter().find(|unit| unit.id.0 == id).and_then(|unit| unit.parent);
        }
        sqlx::query(
            "insert into unit (id, code, name, kind, parent_id, path, members)
             overriding system value values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(unit.id.0)
        .bind(&unit.code)
        .bind(&unit.name)
        .bind(&unit.kind)
        .bind(unit.parent.map(|parent| parent.0))
        .bind(&path)
        // What lies above is the sum of these.
        .bind(members.get(&unit.id).filter(|_| unit.kind == "grassroots"))
        .execute(&mut *tx)
        .await
        .expect("the unit is kept");
    }
    let catalogue = dialogues::catalogue();
    let statements = [
        format!("alter sequence initiative_number restart with {FIRST_INITIATIVE}"),
        "delete from participant_group".to_owned(),
        // Or else the first author of every test would be told that it is the first.
        "delete from milestone".to_owned(),
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
    for (position, phase) in (1_i16..).zip(&catalogue.phases) {
        sqlx::query(
            "insert into phase select id, $1, $2, $3, $4, $5, $6, $7 from campaign where active",
        )
        .bind(&phase.code)
        .bind(&phase.name_vi)
        .bind(&phase.name_en)
        .bind(position)
        .bind(phase.opens_at)
        .bind(phase.closes_at)
        .bind(i32::try_from(phase.grace.num_minutes()).expect("it is short"))
        .execute(&mut *tx)
        .await
        .expect("the phase is kept");
    }
    sqlx::query("update campaign set applied_from = $1, applied_to = $2 where active")
        .bind(catalogue.applied.from)
        .bind(catalogue.applied.to)
        .execute(&mut *tx)
        .await
        .expect("the window is kept");
    for (position, cluster) in (1_i16..).zip(&catalogue.clusters) {
        sqlx::query("insert into cluster select id, $1, $2, $3, $4 from campaign where active")
            .bind(&cluster.code)
            .bind(&cluster.name_vi)
            .bind(&cluster.name_en)
            .bind(position)
            .execute(&mut *tx)
            .await
            .expect("the cluster is kept");
        let members: Vec<i64> = cluster.members.iter().map(|unit| unit.0).collect();
        sqlx::query(
            "insert into cluster_member
             select id, unnest($1::bigint[]), $2 from campaign where active",
        )
        .bind(&members)
        .bind(&cluster.code)
        .execute(&mut *tx)
        .await
        .expect("the members are kept");
    }
    for target in dialogues::targets() {
        sqlx::query(
            "insert into target (campaign_id, unit_id, phase_code, assigned, own)
             select id, $1, $2, $3, $4 from campaign where active",
        )
        .bind(target.unit.0)
        .bind(target.phase)
        .bind(target.assigned)
        .bind(target.own)
        .execute(&mut *tx)
        .await
        .expect("the target is kept");
    }
    tx.commit().await.expect("the campaign is kept");
}
