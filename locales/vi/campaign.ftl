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

# Kết quả

progress = Lượt nộp: <b>{ $entered }</b> · Hợp lệ: <b>{ $valid }</b>
progress-of-target = Lượt nộp: <b>{ $entered }</b> · Hợp lệ: <b>{ $valid }</b> = <b>{ $percent }%</b> chỉ tiêu { $target }
progress-hidden = Lượt nộp: <b>{ $entered }</b> · Hợp lệ: chưa công bố vì có ít người nộp
not-counted = Số liệu đang được tính, bạn hỏi lại sau ít giây nhé.
unknown-unit = Mình chưa thấy đơn vị “{ $typed }”. Bạn gõ mã hoặc một phần tên, ví dụ: <code>/thongke Hòa Bình</code>

overview-name = <b>{ $name }</b>
overview-always = Chương trình nhận sáng kiến liên tục, không chia giai đoạn.
overview-phase = <b>{ $phase }</b>: { $opens } – { $closes }
overview-phase-open = 🟢 <b>{ $phase }</b> (đang nhận): { $opens } – { $closes }
overview-applied = Sáng kiến được xét: bắt đầu áp dụng { $window }.

statistics-head = <b>{ $campaign }</b>, lúc { $at }
statistics-phase = <b>{ $phase }</b> (đến { $closes })
statistics-total = <b>Cả chương trình</b>
statistics-people = Số người đã nộp: <b>{ $people }</b>
statistics-own = 🏭 <b>{ $unit }</b>
unit-head = 🏭 <b>{ $unit }</b>, lúc { $at }
place-in-cluster = Hạng { $rank }/{ $of } trong { $cluster } theo lượt nộp
place-beside = Hạng { $rank }/{ $of } trong các đơn vị cùng cấp theo lượt nộp
place-of-unit = { $unit }: { $place }

picture-look = Xem biểu đồ
picture-entered = Lượt nộp
picture-valid = Hợp lệ
picture-goal = { $percent }% chỉ tiêu { $target }
picture-days = Lượt nộp mỗi ngày, { $count } ngày gần nhất

part-head = 📋 <b>Phần việc của bạn: { $unit }</b>
part-nothing-waits = Không còn sáng kiến nào chờ thẩm định. 👏
part-backlog = Chờ thẩm định: <b>{ $total }</b> (dưới 3 ngày: { $fresh }, dưới 1 tuần: { $week }, dưới 30 ngày: { $month }, quá 30 ngày: <b>{ $overdue }</b>)
part-needed = Để đạt chỉ tiêu: cần thêm <b>{ $number }</b> sáng kiến hợp lệ mỗi ngày, trong { $days } ngày còn lại.
part-reached = 🎉 Đã đạt chỉ tiêu.

league-all = 🏆 <b>Bảng xếp hạng</b>
league-cluster = 🏆 <b>Bảng xếp hạng: { $cluster }</b>
league-phase = { $phase }, lúc { $at }
league-whole = Cả chương trình, lúc { $at }
league-rule = Xếp theo lượt nộp. ✅ là đơn vị đã vượt chỉ tiêu của mình, đủ điều kiện khen thưởng trong cụm; bằng nhau thì cùng hạng.
league-rate-rule = Xếp theo lượt nộp trên 1.000 đoàn viên; đơn vị chưa có số đoàn viên thì chưa xếp.
league-empty = Chưa có đơn vị nào để xếp hạng.
league-name = { $rank }. <b>{ $name }</b>
league-own-name = { $rank }. 👉 <b>{ $name }</b>
league-entry = { $name } { $award }
    { $figure }
league-above = ✅
league-below = {""}
league-no-target = (chưa có chỉ tiêu)
league-rate = <b>{ $rate }</b> lượt nộp trên 1.000 đoàn viên
league-page = Trang { $page }/{ $pages } ({ $total } đơn vị)

# Chỉ tiêu

targets-for-officers = Chỉ tiêu dành cho cán bộ phụ trách. Muốn xem kết quả, bạn gõ /thongke nhé.
not-your-unit = { $unit } không thuộc phần bạn phụ trách, hoặc việc này cần quyền quản lý của đơn vị cấp trên.
targets-head = 🎯 <b>Chỉ tiêu của { $unit }</b>
targets-none = Chưa có chỉ tiêu.
targets-whole = Cả chương trình
target-assigned = <b>{ $phase }</b>: giao { $assigned }
target-own = <b>{ $phase }</b>: đơn vị tự đặt { $own }
target-with-own = <b>{ $phase }</b>: giao { $assigned }, đơn vị tự đặt { $own }
targets-assign = Giao chỉ tiêu: <code>/chitieu { $code }{ $phase } 500</code>
targets-add = Đơn vị tự đặt cao hơn: <code>/chitieu { $code }{ $phase } tu 600</code>
target-unit-missing = Bạn ghi mã đơn vị trước con số, ví dụ: <code>/chitieu MAYHB P1 500</code>
target-not-read = Mình chưa thấy đơn vị có mã “{ $typed }”. Bạn ghi mã đơn vị, mã giai đoạn rồi con số, ví dụ: <code>/chitieu MAYHB P1 500</code>
target-out-of-range = Chỉ tiêu là số từ 1 đến { $most }. Bạn gõ lại nhé.
assigned-from-above = Chỉ tiêu giao do cấp trên của đơn vị đặt. Đơn vị tự đặt cao hơn thì gõ: <code>/chitieu { $code } tu { $figure }</code>
own-below-assigned = Chỉ tiêu tự đặt ({ $own }) phải từ chỉ tiêu giao ({ $assigned }) trở lên. Bạn gõ lại nhé.
set-target =
    Đặt chỉ tiêu của <b>{ $unit }</b>?
    Hiện nay: { $before }
    Sẽ là: { $after }
target-set =
    ✓ Đã ghi cho { $unit }.
    { $after }
target-overtaken = ⚠️ <b>Chỉ tiêu tự đặt { $own } bạn vừa đồng ý chưa được ghi</b>, vì ngay trước đó chỉ tiêu giao thành { $assigned }. Bạn gõ /chitieu để xem, rồi đặt từ { $assigned } trở lên nhé.

# Giai đoạn

phase-window = { $phase }: { $opens } – { $closes }
phase-window-grace = { $phase }: { $opens } – { $closes }, thêm { $grace } phút

# Bản tin thứ hai

weekly-greeting = Chào tuần mới! Tình hình chương trình đến sáng nay:
weekly-on = Sáng thứ hai hằng tuần, mình gửi bạn tình hình chương trình và phần việc của bạn.
weekly-off = Mình sẽ không gửi bản tin thứ hai nữa. Gõ /thongke để tự xem lúc nào cũng được.
weekly-for-administrators = Bản tin thứ hai dành cho cán bộ quản lý. Muốn xem kết quả, bạn gõ /thongke nhé.

button-statistics = Kết quả
button-league = Bảng xếp hạng
button-overview = Chương trình
button-by-entries = Theo lượt nộp
button-per-thousand = Trên 1.000 đoàn viên
button-all-units = Mọi đơn vị
button-no-digest = Đừng gửi bản tin
button-digest = Gửi lại bản tin
button-leave-it = Thôi
