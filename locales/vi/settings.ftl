# Nói với người quản trị chương trình khi đổi tên, giai đoạn, loại, nhóm, lý do, cụm.

settings-for-owners = Chỉ quản trị của chương trình mới đổi được phần này. Muốn xem chương trình, bạn gõ /chiendich nhé.
settings-overtaken = ⚠️ <b>Thay đổi bạn vừa đồng ý chưa được ghi</b>, vì ngay trước đó có người khác đổi chương trình. { $why } Bạn gõ /chiendich xem hiện giờ thế nào, nếu vẫn muốn đổi thì gõ lại lệnh nhé.
settings-asked-no-more = Việc của nút này đã xong, hoặc bạn đã hỏi việc khác sau đó. Bạn gõ lại lệnh nếu vẫn muốn đổi nhé.

settings-campaign = ⚙️ <b>Chương trình</b>
settings-phases = 🗓 <b>Các giai đoạn</b>
settings-kinds = 🗂 <b>Loại sáng kiến</b>
settings-groups = 👥 <b>Nhóm đối tượng</b>
settings-reasons = 📄 <b>Lý do không công nhận</b>
settings-clusters = 🏁 <b>Cụm, khối thi đua</b>
settings-none = Chưa có mục nào.
settings-numbered = { $number }. { $item }
settings-name = <b>{ $name }</b>
settings-phase = <code>{ $code }</code> · { $window }
settings-group = <b>{ $words }</b>
settings-reason =
    <b>{ $words }</b>
    Lời dặn: { $advice }
settings-cluster = <b>{ $words }</b> ({ $count } đơn vị: { $units })
settings-retired = ⏸ (không dùng nữa) { $item }

settings-how-campaign =
    ⚙️ Đổi tên chương trình: <code>/chiendich ten Một triệu sáng kiến</code>
    Thời gian áp dụng được xét: <code>/chiendich apdung 10/9/2021 1/9/2023</code>
    Các phần khác: /giaidoan · /loai · /doituong · /lydo · /cum · /chitieu
settings-how-phases =
    Dời giờ đóng: <code>/giaidoan P1 dong 24:00 31/12/2026</code>
    Dời giờ mở: <code>/giaidoan P1 mo 0:00 1/12/2026</code>
    Nhận muộn thêm mấy phút sau giờ đóng: <code>/giaidoan P1 them 30</code>
    Đổi tên: <code>/giaidoan P1 ten Giai đoạn 1 / Phase 1</code>
    Thêm giai đoạn: <code>/giaidoan P3 moi 1/1/2027 31/3/2027 Giai đoạn 3 / Phase 3</code>
settings-how-kinds = Bấm nút để ngừng nhận hoặc nhận lại, hoặc gõ <code>/loai 5 tat</code>, <code>/loai 5 bat</code>
settings-how-groups =
    Thêm: <code>/doituong moi Lao động tự do / Freelancer</code>
    Đổi tên: <code>/doituong 1 ten Công nhân / Worker</code>
    Ngừng dùng: <code>/doituong 1 tat</code> · Dùng lại: <code>/doituong 1 bat</code>
settings-how-reasons =
    Thêm, sau dấu hai chấm là lời dặn tác giả: <code>/lydo moi Thiếu chữ ký: Bạn xin chữ ký rồi gửi lại.</code>
    Đổi lời: <code>/lydo 1 ten Thiếu chữ ký / Signature missing</code>
    Ngừng dùng: <code>/lydo 1 tat</code> · Dùng lại: <code>/lydo 1 bat</code>
settings-how-clusters =
    Thêm cụm: <code>/cum moi Cụm miền Trung / Central cluster</code>
    Đổi tên: <code>/cum 1 ten Cụm số 1</code>
    Thêm, bớt đơn vị theo mã: <code>/cum 1 them HN, BNI</code> · <code>/cum 1 bot HN</code>
    Xóa cụm: <code>/cum 1 xoa</code>

settings-ask = Bạn xem lại nhé:
settings-done = ✓ Đã ghi, có hiệu lực sau ít giây.
settings-becomes =
    Hiện nay: { $before }
    Sẽ là: { $after }
settings-became =
    Trước đây: { $before }
    Bây giờ: { $after }
settings-new = Thêm: { $item }
settings-gone = Xóa: { $item }
settings-moves = { $unit } rời { $cluster }.
settings-note-campaign = Mọi người và trang kết quả thấy ngay sau ít giây.
settings-note-phase = Sáng kiến được xét theo lúc bấm gửi; những gì đã gửi vẫn giữ nguyên.
settings-note-counted = Những gì đã gửi vẫn được tính như lúc gửi.
settings-note-cluster = Bảng xếp hạng theo cụm tính lại sau ít giây; lượt nộp của đơn vị không đổi.

settings-not-read =
    Mình chưa hiểu. Bạn gõ theo mẫu nhé:
    { $how }
settings-unknown = Mình chưa thấy mục “{ $typed }”. Gõ { $command } để xem danh sách.
settings-unknown-unit = Mình chưa thấy đơn vị có mã “{ $typed }”. Các mã cách nhau bằng dấu phẩy, ví dụ: <code>/cum 1 them HN, BNI</code>
settings-same = Vốn đang như vậy, không có gì phải đổi.
settings-no-advice = Bạn ghi thêm lời dặn tác giả sau dấu hai chấm, ví dụ: <code>/lydo moi Thiếu chữ ký: Bạn xin chữ ký rồi gửi lại.</code>
settings-number = Mã chỉ có chữ số dễ nhầm với số thứ tự. Bạn thêm một chữ cái vào mã nhé.
settings-code = Mã chỉ gồm chữ không dấu, số, gạch nối, dài nhất 32 ký tự, và không trùng mã khác.
settings-too-long = Dài quá: nhiều nhất { $longest } ký tự, viết trên một dòng. Bạn rút gọn lại nhé.
settings-last = Phải còn ít nhất một mục để mọi người chọn. Bạn thêm mục mới trước rồi hãy ngừng mục này.
settings-applied-backwards = Như vậy ngày cuối đến trước ngày đầu. Bạn xem lại nhé.
settings-closes-first = Như vậy giai đoạn sẽ đóng trước khi mở. Bạn xem lại ngày giờ nhé.
settings-grace = Số phút nhận muộn là từ 0 đến { $most }. Bạn gõ lại nhé.
settings-overlaps = Như vậy giai đoạn { $second } mở khi { $first } chưa đóng. Bạn dời một giai đoạn trước, hoặc chọn giờ khác nhé.
settings-two-clusters = Có đơn vị đang ở cụm { $other }. Một đơn vị chỉ ở một cụm.

button-kind-off = Ngừng nhận: { $kind }
button-kind-on = Nhận lại: { $kind }
