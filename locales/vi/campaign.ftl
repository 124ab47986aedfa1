# Nói về chương trình: khi nào nhận sáng kiến, chỉ tiêu, kết quả.

pause = Hiện chương trình chưa nhận sáng kiến.
pause-before = Chương trình chưa mở: { $phase } nhận sáng kiến từ { $opens } đến { $closes }.
pause-between = { $last } đã kết thúc lúc { $ended }. { $phase } nhận sáng kiến từ { $opens } đến { $closes }.
pause-after = { $phase } đã kết thúc lúc { $closes }; hiện chưa có đợt mới.
write-ahead =
    { $pause }
    Bạn cứ viết trước: mình giữ bản nháp, đến đợt bạn chỉ việc bấm gửi.
kept-for-later =
    Mình chưa gửi được sáng kiến “{ $title }”, nhưng đã giữ nguyên làm bản nháp.
    { $pause }
    Khi mở, bạn gõ /nhap rồi bấm gửi là xong. Mình nhắc bạn hôm đó nhé?
kept-without-end =
    Mình chưa gửi được sáng kiến “{ $title }”, nhưng đã giữ nguyên làm bản nháp.
    { $pause }
    Bạn hỏi công đoàn cơ sở về đợt tới nhé. Bản nháp luôn ở trong /nhap.
opening-noted = Mình nhớ rồi: khi { $phase } mở ({ $opens }), mình nhắn bạn ngay tại đây.
open-already = Chương trình đang nhận sáng kiến. Bạn gõ /nhap để xem bản nháp và gửi luôn nhé.
no-opening-known = Hiện chưa có lịch đợt mới nên mình chưa hẹn được. Bản nháp của bạn vẫn ở trong /nhap.
phase-opened = { $phase } đã mở, nhận đến { $closes }. Bản nháp “{ $title }” của bạn đang chờ: xem lại rồi bấm gửi nhé.
phase-opened-untitled = { $phase } đã mở, nhận đến { $closes }. Bản nháp của bạn đang chờ: xem lại rồi bấm gửi nhé.

applied-between = từ { $from } đến { $to }
applied-from = từ { $from }
applied-until = đến hết { $to }
applied-any = bất kỳ ngày nào
outside-applied =
    Bạn xem lại giúp: { $said }.
    Chương trình chỉ xét sáng kiến bắt đầu áp dụng { $window }. Nếu bạn ghi nhầm, hãy sửa ngày. Nếu ngày đúng, bạn vẫn gửi được, nhưng nhiều khả năng không được công nhận.
partly-applied = Lưu ý: { $said } chỉ nằm một phần trong thời gian chương trình xét ({ $window }). Vẫn được tính; nhớ rõ ngày thì bạn sửa lại cho chắc.

button-tell-opening = Nhắc tôi khi mở
button-date-is-right = Ngày đúng rồi
button-correct-date = Sửa ngày
