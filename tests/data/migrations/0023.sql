insert into mention (person_id, name, unit_typed, since)
    values (3, 'Trần Văn Bình', 'Xưởng may cô Ba', '2026-01-08 02:00:00+00');
