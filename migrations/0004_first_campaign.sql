-- A campaign to begin with: the groups and the reasons of the programme's published rules
-- (Hướng dẫn 46/HD-TLĐ; Decree 13/2012/NĐ-CP, Articles 3 and 4). Its owner changes them as data.
with first as (
    insert into campaign (code, name, created_at)
    values ('SANGKIEN', 'Một triệu sáng kiến', '2022-01-01T00:00:00+07:00')
    returning id
), groups as (
    insert into participant_group (campaign_id, position, code, label_vi, label_en)
    select first.id, g.* from first, (values
        (1::smallint, 'worker', 'Công nhân, lao động trực tiếp', 'Production worker'),
        (2::smallint, 'staff', 'Kỹ sư, nhân viên, quản lý doanh nghiệp', 'Engineer, office or managing staff'),
        (3::smallint, 'public', 'Viên chức (giáo dục, y tế…)', 'Public employee (education, health…)'),
        (4::smallint, 'civil', 'Cán bộ, công chức', 'Civil servant'),
        (5::smallint, 'union', 'Cán bộ công đoàn', 'Trade-union officer')
    ) as g
)
insert into reason_code (campaign_id, position, code, label_vi, label_en, advice_vi, advice_en)
select first.id, r.* from first, (values
    (1::smallint, 'window',
     'Ngoài thời gian áp dụng của chương trình',
     'Put into use outside the programme''s dates',
     'Nếu ngày áp dụng bị ghi nhầm, bạn hãy gửi lại với ngày đúng.',
     'If the date was a slip, please submit again with the right one.'),
    (2::smallint, 'unrecognized',
     'Chưa được đơn vị công nhận',
     'Not yet recognised by the unit',
     'Bạn nhờ công đoàn cơ sở đề nghị đơn vị công nhận, rồi gửi lại.',
     'Please ask your grassroots union to have it recognised, then submit again.'),
    (3::smallint, 'proof',
     'Thiếu quyết định hoặc giấy xác nhận',
     'The decision or confirmation is missing',
     'Bạn chụp ảnh quyết định hoặc giấy xác nhận và gửi kèm khi nộp lại.',
     'Please attach a photo of the decision or confirmation and submit again.'),
    (4::smallint, 'unclear',
     'Nội dung chưa rõ hoặc quá sơ sài',
     'Too short or unclear',
     'Bạn viết thêm: trước đây vướng gì, bạn đã làm gì, kết quả ra sao, rồi gửi lại.',
     'Please write what was wrong, what you did and what came of it, and submit again.'),
    (5::smallint, 'duplicate',
     'Trùng với sáng kiến đã có',
     'The same as an earlier initiative',
     'Nếu sáng kiến của bạn có điểm khác, bạn hãy gửi lại và nêu rõ điểm khác đó.',
     'If yours differs, please submit again and say how.'),
    (6::smallint, 'routine',
     'Là nhiệm vụ thường xuyên hoặc quy định bắt buộc',
     'Part of the regular duties or required by rule',
     'Bạn có thể gửi phần cải tiến mới, vượt ra ngoài nhiệm vụ thường xuyên.',
     'You can submit what is new beyond the regular duties.'),
    (7::smallint, 'wrong_unit',
     'Không thuộc đơn vị này',
     'Belongs to another unit',
     'Bạn gõ /donvi để chọn lại đơn vị, rồi gửi lại.',
     'Type /donvi to choose your unit again, then submit again.'),
    (8::smallint, 'benefit',
     'Số tiền làm lợi chưa có cách tính',
     'How the benefit was computed is missing',
     'Bạn ghi rõ cách tính số tiền làm lợi, rồi gửi lại.',
     'Please write how the benefit was computed, and submit again.'),
    (9::smallint, 'protected',
     'Đang được bảo hộ sở hữu trí tuệ',
     'Under intellectual-property protection',
     'Giải pháp đang được bảo hộ thì không xét trong chương trình này.',
     'A protected solution cannot take part in this programme.'),
    (10::smallint, 'order',
     'Trái trật tự công cộng hoặc đạo đức xã hội',
     'Against public order or morals',
     'Nếu có hiểu nhầm, bạn hãy liên hệ công đoàn cơ sở.',
     'If this is a misunderstanding, please talk to your grassroots union.')
) as r (position, code, label_vi, label_en, advice_vi, advice_en);
