insert into publication (initiative_id, author_id, author, title, summary, kind, unit_id, recognized_at, search)
    values (1000001, 1, 'Nguyễn Thị Hoa', 'Sắp xếp kho theo màu', 'Dán màu theo kệ', 'management', 2,
            '2026-01-06 02:00:00+00', 'sap xep kho theo mau dan mau theo ke');
insert into publication_event (initiative_id, at, choice) values (1000001, '2026-01-06 03:00:00+00', 'named');
