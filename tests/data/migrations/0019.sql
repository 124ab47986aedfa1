update participant_group set retired = true where code = (select max(code) from participant_group);
update reason_code set retired = true where code = (select max(code) from reason_code);
