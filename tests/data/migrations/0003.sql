insert into campaign (code, name, created_at) values ('mts', 'Một triệu sáng kiến', '2026-01-05 02:00:00+00');
insert into participant_group values (1, 'worker', 'Công nhân', 'Worker', 1);
insert into reason_code values (1, 'not_new', 'Chưa có tính mới', 'Not new', 'Bạn có thể bổ sung điểm mới rồi gửi lại.', 'You may add what is new and send it again.', 1);
insert into draft (person_id, answers, updated_at) values (1, '{"title":"Giá treo dao"}', '2026-01-05 02:00:00+00');
insert into initiative (id, campaign_id, author_id, unit_id, group_code, title, kind, content, version,
                        content_hash, status, status_detail, status_since, declared_benefit,
                        verified_benefit, submitted_at, last_event, event_count)
    values (1000000, 1, 1, 2, 'worker', 'Đồ gá hàn khung xe', 'technical', '{}', 1, '\x01', 'received',
            '{"open":"received"}', '2026-01-05 02:00:00+00', 120000000, null, '2026-01-05 02:00:00+00', '\x02', 1),
           (1000001, 1, 1, null, 'worker', 'Sắp xếp kho theo màu', 'management', '{}', 2, '\x03', 'recognized',
            '{"closed":{"recognized":{"officer":1}}}', '2026-01-06 02:00:00+00', null, 5000000,
            '2026-01-05 02:00:00+00', '\x04', 2);
insert into initiative_event (initiative_id, position, at, actor, officer_id, from_status, to_status,
                              version, content_hash, previous_hash, hash)
    values (1000000, 1, '2026-01-05 02:00:00+00', 'author', null, null, 'received', 1, '\x01', '\x', '\x02'),
           (1000001, 1, '2026-01-05 02:00:00+00', 'author', null, null, 'received', 2, '\x03', '\x', '\x05'),
           (1000001, 2, '2026-01-06 02:00:00+00', 'officer', 1, 'received', 'recognized', 2, '\x03', '\x05', '\x04');
insert into new_work (initiative_id) values (1000000);
