# Nói với cán bộ công đoàn.

desk-not-an-officer = Lệnh này dành cho cán bộ công đoàn được phân công. Bạn gõ /trogiup để xem những việc mình làm được nhé.
desk-not-an-administrator = Chỉ cán bộ quản lý mới phân quyền được. Anh/chị cần thêm người thì báo công đoàn cấp trên giúp.
desk-help =
    <b>Việc của cán bộ</b>
    { $lines }

    Mã gõ thế nào cũng được: SK-1234-5671, sk 1234 5671 hay 12345671.
desk-help-line = <code>{ $usage }</code> – { $about }
desk-old-button = Nút này của câu hỏi cũ nên không còn dùng. Anh/chị gõ /hangcho để xem những việc đang chờ nhé.
desk-stopped = Đã dừng, chưa có gì thay đổi. Gõ /hangcho để xem những việc đang chờ.
desk-still-asked = Câu hỏi dưới đây vẫn đang chờ anh/chị trả lời bằng chữ hoặc bấm nút. Gõ /huy để thôi.
desk-no-code =
    Anh/chị cho xin mã sáng kiến, gõ như sau:
    <code>{ $usage }</code>
desk-not-a-code =
    Chưa thấy mã sáng kiến trong câu này. Mã có dạng SK-1234-5671; anh/chị gõ như sau:
    <code>{ $usage }</code>
desk-wrong-check-digit = Mã này gõ nhầm ở đâu đó: số kiểm tra không khớp. Anh/chị xem lại từng chữ số rồi gõ lại giúp.
desk-not-understood =
    Chưa hiểu phần sau của lệnh. Anh/chị gõ như sau:
    <code>{ $usage }</code>
desk-not-found = Không thấy sáng kiến { $code } trong phạm vi anh/chị phụ trách. Anh/chị kiểm tra lại mã, hoặc gõ /hangcho.
desk-too-long = Nội dung dài quá { $max } ký tự, người nhận khó đọc trên điện thoại. Anh/chị viết gọn lại rồi gửi lại giúp.

# Hàng chờ

desk-queue = <b>Đang chờ xem xét: { $total }</b> (cũ nhất trước)
desk-queue-filtered = <b>Đang chờ xem xét: { $total }</b> ({ $filter })
desk-more-than = hơn { $total }
desk-queue-entry =
    { $number }. <b>{ $title }</b>
    { $code } · { $kind } · { $place }
    Đã chờ { $age } · { $status }
desk-queue-empty = Không còn sáng kiến nào đang chờ. Cảm ơn anh/chị! Có sáng kiến mới, hệ thống sẽ báo ngay.
desk-queue-none-fits = Không có sáng kiến nào đang chờ khớp với: { $filter }. Anh/chị bỏ lọc để xem tất cả.
desk-queue-filter = Anh/chị muốn xem phần nào của hàng chờ? Có thể gõ thẳng, ví dụ <code>/hangcho kỹ thuật</code> hoặc <code>/hangcho tên đơn vị</code>.
desk-queue-filter-on = Đang lọc theo: { $filter }. Anh/chị chọn thêm, hoặc bỏ lọc.
desk-page = Trang { $page }/{ $pages }
desk-which-unit = “{ $typed }” có thể là những đơn vị sau. Anh/chị chọn giúp:
desk-no-such-unit = Không thấy đơn vị “{ $typed }” trong phạm vi anh/chị phụ trách. Anh/chị thử gõ một phần tên khác.
desk-milestone = 🎉 Sáng kiến thứ { $number } của chương trình: <code>{ $code }</code>, { $unit }, nộp lúc { $at }.
desk-milestone-nowhere = 🎉 Sáng kiến thứ { $number } của chương trình: <code>{ $code }</code>, nộp lúc { $at }; nơi làm việc chưa có trong danh sách.
desk-new-work = Có sáng kiến mới hoặc vừa bổ sung. Hàng chờ của anh/chị: { $total }.

# Số điện thoại của tác giả

desk-phone =
    Tác giả sáng kiến { $code }: <b>{ $name }</b>, số điện thoại <b>{ $phone }</b>
    Việc anh/chị xem số này đã được ghi lại. Chỉ dùng để trao đổi về sáng kiến, không chuyển cho người khác.
desk-no-phone = Tác giả sáng kiến { $code } chưa cho số điện thoại. Anh/chị gõ /bosung và mã để hỏi ngay tại đây.

# Thẻ sáng kiến

desk-card-title = <b>{ $code } · { $title }</b>
desk-card-status = { $status } từ { $since }
desk-card-status-of = { $status } từ { $since } ({ $officer })
desk-card-submitted = Nộp lúc { $at }
desk-card-waiting = Nộp lúc { $at } · đã chờ { $age }
desk-card-news-waits = ⏳ Còn tin chưa đến tác giả: kênh chat chỉ cho gửi khi tác giả nhắn trước.
desk-card-no-quota = ⏳ Kênh chat của tác giả đang hết lượt gửi tin; tin sẽ đi khi có lượt.
desk-card-author-left = ⚠️ Tác giả đã chặn hoặc rời khung chat nên không nhận được tin. Cần gấp: <code>/sodt { $code }</code>
desk-card-author = <b>Tác giả:</b> { $name }
desk-card-place = <b>Đơn vị:</b> { $place }
desk-card-group = <b>Nhóm:</b> { $group }
desk-card-shares = <b>Tỷ lệ đóng góp:</b> tác giả { $own }%, { $shares }
desk-card-kind = <b>Loại:</b> { $kind }
desk-card-before = <b>Trước khi có sáng kiến:</b> { $words }
desk-card-solution = <b>Giải pháp:</b> { $words }
desk-card-since = <b>Áp dụng từ:</b> { $since }
desk-card-partly-applied = ⚠️ Chỉ một phần nằm trong thời gian chương trình xét.
desk-card-outside-applied = ⚠️ Ngoài thời gian chương trình xét; tác giả đã được hỏi lại.
desk-card-benefit = <b>Lợi ích (tự khai):</b> { $benefit }
desk-card-recognition = <b>Đã được công nhận (tự khai):</b> { $words }
desk-card-not-recognised-yet = <b>Đã được công nhận (tự khai):</b> chưa
desk-card-supplement =
    <b>Hỏi:</b> { $question }
    <b>Đáp:</b> { $answer }
desk-card-question = <b>Đang hỏi tác giả:</b> { $question }
desk-card-files = <b>Tệp đính kèm:</b> { $count }
desk-card-history = <b>Quá trình</b>
desk-card-past = { $at } · { $who } · { $status }
desk-card-past-more = { $at } · { $who } · { $status }: { $more }
desk-place = { $name } ({ $path })
desk-place-typed = { $typed } (tác giả tự ghi, chưa có trong danh sách)
desk-place-unknown = chưa rõ
desk-author = Tác giả
desk-another-officer = một cán bộ khác
desk-days = { $number } ngày
desk-hours = { $number } giờ
desk-minutes = { $number } phút
desk-seconds = { $number } giây
desk-lines = { $lines }
desk-words = { $words }

desk-files = { $count } tệp của { $code }, gửi kèm tin này.
desk-no-files = Sáng kiến { $code } không có tệp đính kèm.
desk-files-need-link = Sáng kiến { $code } có { $count } tệp. Kênh chat này chưa xem tệp được; anh/chị mở Telegram và gõ lại lệnh này giúp.
desk-file-waiting = ⏳ { $what } đang được tải về. Anh/chị xem lại sau ít phút.
desk-file-never-came = ⚠️ { $what } chưa tải được. Nếu cần, anh/chị bấm Yêu cầu bổ sung để tác giả gửi lại.
desk-file-refused = ⚠️ { $what } không giữ lại vì không mở được hoặc không an toàn. Tác giả đã được báo.
desk-link-ended = Liên kết này đã hết hạn. Anh/chị trở lại cuộc trò chuyện và bấm Xem tệp để lấy liên kết mới.
desk-files-late = Có tệp lúc này chưa gửi được. Anh/chị gõ lại lệnh sau ít phút giúp.

# Thẩm định

desk-own-initiative = { $code } là sáng kiến của chính anh/chị, nên một cán bộ khác sẽ thẩm định để bảo đảm khách quan.
desk-text-changed = Tác giả đã sửa hoặc bổ sung { $code } sau khi anh/chị đọc. Chưa có quyết định nào được ghi; mời anh/chị đọc bản mới dưới đây rồi quyết định lại.
desk-read-first = Chưa có quyết định nào được ghi. Mời anh/chị đọc { $code } dưới đây trước, rồi bấm nút hoặc gõ lại lệnh.
desk-claimed =
    Anh/chị đang thẩm định { $code }: <b>{ $title }</b>.
    Tác giả sẽ biết sáng kiến đang được xem xét.
desk-claimed-already = { $code } đang do anh/chị thẩm định rồi, không cần nhận lại.
desk-held-by-another = { $code } đang do { $officer } phụ trách, từ { $since }. Nếu đã trao đổi với nhau, anh/chị có thể nhận thay.
desk-recognized = ✅ Đã công nhận { $code }: <b>{ $title }</b>
desk-verified = Số tiền làm lợi được xác nhận: { $amount }
desk-verified-nothing = Số tiền làm lợi được xác nhận: không ghi
desk-not-recognized = Không công nhận { $code }: <b>{ $title }</b>
desk-reason = Lý do: { $reason }
desk-note = Ghi chú: { $note }
desk-author-hears-later = Tác giả sẽ được báo sau { $after }. Trong { $undo } tới, nếu nhầm, anh/chị gõ /hoantac hoặc bấm nút để lấy lại quyết định.
desk-author-hears-before = Tác giả sẽ được báo sau { $after }. Trong { $undo } tới, nếu nhầm, anh/chị gõ /hoantac hoặc bấm nút; nếu tin đã gửi, tác giả sẽ nhận tin đính chính.
desk-author-hears-now = Tác giả được báo ngay. Trong { $undo } tới, nếu nhầm, anh/chị gõ /hoantac hoặc bấm nút; tác giả sẽ nhận tin đính chính.
desk-author-hears-when-they-write = Đã lâu tác giả chưa nhắn gì nên lúc này chưa gửi tin được. Tác giả sẽ nhận được ngay khi nhắn lại.
desk-author-hears-with-quota = Kênh chat của tác giả đang hết lượt gửi tin. Khi có lượt, tin đến tác giả ngay.
desk-author-left = Tác giả đã chặn hoặc rời khung chat nên lúc này không báo được; khi quay lại, tác giả sẽ thấy. Cần gấp, anh/chị gõ <code>/sodt { $code }</code> để xem số và gọi.
desk-asked =
    Đã gửi câu hỏi về { $code } cho tác giả:
    “{ $question }”
    Khi tác giả trả lời, sáng kiến trở lại hàng chờ.
desk-asked-already = Câu hỏi này về { $code } đã gửi cho tác giả rồi, đang chờ trả lời.
desk-decided = { $code } đã có quyết định trước: <b>{ $status }</b>, { $officer } ghi lúc { $at }. Thao tác của anh/chị không thay đổi gì.
desk-decided-by-you = { $code } xong rồi: anh/chị đã ghi <b>{ $status }</b> lúc { $at }, không cần bấm lại.
desk-withdrawn = Tác giả đã rút { $code } lúc { $at }, nên không cần thẩm định nữa.
desk-taken-back = Đã lấy lại quyết định về { $code }: <b>{ $title }</b>. Sáng kiến trở lại trạng thái Đang thẩm định.
desk-nothing-to-take-back = Không có quyết định nào của anh/chị còn lấy lại được. Gõ /hangcho để làm việc khác.
desk-not-decided = { $code } chưa có quyết định (đang là: { $status }), nên không có gì để hoàn tác.
desk-not-your-decision = Quyết định về { $code } là của { $officer }; chỉ người quyết định mới hoàn tác được.
desk-too-late = Quyết định về { $code } ghi lúc { $at }, đã quá { $undo } nên không hoàn tác được nữa. Nếu có sai sót, anh/chị báo công đoàn cấp trên.
desk-ask-reason = Vì sao không công nhận { $code }? Anh/chị chọn một lý do; có thể gõ số kèm lời giải thích.
desk-reason-unknown = Chưa rõ lý do nào trong danh sách.
desk-ask-note =
    Lý do: <b>{ $reason }</b>
    Anh/chị viết thêm vài lời cho tác giả của { $code } hiểu rõ, hoặc bấm Bỏ qua.
desk-ask-question = Anh/chị muốn hỏi tác giả của { $code } điều gì? Câu hỏi sẽ được gửi nguyên văn.
desk-which-benefit = Số tiền xác nhận cho { $code } có thể hiểu nhiều cách. Anh/chị chọn giúp, hoặc gõ lại số tiền kèm đơn vị:

# Phân quyền

desk-officers = <b>Cán bộ trong phạm vi của anh/chị: { $total }</b>
desk-officer = • <b>{ $name }</b> · { $role } · { $place }
desk-officer-you = • <b>{ $name }</b> (anh/chị) · { $role } · { $place }
desk-no-officers = Chưa có cán bộ nào ở đây. Anh/chị bấm nút dưới để mời người đầu tiên.
desk-invite-role =
    Anh/chị muốn mời người này làm gì?
    • Cán bộ thẩm định: xem và quyết định sáng kiến.
    • Cán bộ quản lý: như trên, và được mời hoặc thu hồi quyền của người khác.
desk-invite-unit = Mời { $role } cho đơn vị nào? Anh/chị chọn, hoặc gõ một phần tên hay mã của đơn vị bên dưới.
desk-invitation-link =
    Lời mời làm <b>{ $role }</b> tại { $place }. Anh/chị chuyển đường dẫn này cho người được mời:
    { $way }
    Chỉ dùng được một lần, trước { $expires }. Đường dẫn chỉ hiện ở đây, hệ thống không lưu lại.
desk-invitation-command =
    Lời mời làm <b>{ $role }</b> tại { $place }. Anh/chị nhắn người được mời gõ nguyên dòng này vào đây:
    <code>{ $way }</code>
    Chỉ dùng được một lần, trước { $expires }. Mã chỉ hiện ở đây, hệ thống không lưu lại.
desk-revoke-sure = Thu hồi quyền { $role } của <b>{ $name }</b> tại { $place }? Người này sẽ không xem và quyết định sáng kiến ở đó được nữa.
desk-revoked = Đã thu hồi quyền của <b>{ $name }</b> tại { $place }, có hiệu lực ngay. Người này sẽ được báo.
desk-officer-gone = Không thấy cán bộ này trong phạm vi của anh/chị; danh sách có thể đã thay đổi. Anh/chị xem lại danh sách.
desk-not-yourself = Anh/chị không tự thu hồi quyền của mình được. Việc này do một cán bộ quản lý khác làm.

# Chữ trên nút

desk-button-claim = Nhận xử lý
desk-button-claim-anyway = Vẫn nhận thay
desk-button-recognize = ✅ Duyệt
desk-button-recognize-as = ✅ Duyệt { $amount }
desk-button-ask = Yêu cầu bổ sung
desk-button-reject = Không công nhận
desk-button-next = Tiếp theo
desk-button-files = Xem tệp
desk-button-show = Xem sáng kiến
desk-button-take-back = Hoàn tác
desk-button-queue = Hàng chờ
desk-button-earlier = ‹ Trang trước
desk-button-later = Trang sau ›
desk-button-filter = Lọc
desk-button-no-filter = Xem tất cả
desk-button-skip = Bỏ qua
desk-button-stop = Thôi
desk-button-officers = Danh sách cán bộ
desk-button-invite = Mời cán bộ
desk-button-revoke = Thu hồi: { $name }
desk-button-revoke-sure = Đồng ý thu hồi

# Tên gọi

desk-role-reviewer = Cán bộ thẩm định
desk-role-administrator = Cán bộ quản lý

# Lệnh: cách gõ, và để làm gì

desk-usage-queue = /hangcho [trang] [đơn vị] [loại] [trạng thái]
desk-about-queue = Sáng kiến đang chờ, cũ nhất trước
desk-usage-show = /xem MÃ
desk-about-show = Đọc một sáng kiến
desk-usage-next = /tiep
desk-about-next = Sáng kiến tiếp theo đang chờ
desk-usage-claim = /nhan MÃ
desk-about-claim = Nhận xử lý
desk-usage-recognize = /duyet MÃ [số tiền xác nhận] [ghi chú]
desk-about-recognize = Công nhận sáng kiến
desk-usage-ask = /bosung MÃ câu hỏi
desk-about-ask = Yêu cầu tác giả bổ sung
desk-usage-reject = /tuchoi MÃ lý do [ghi chú]
desk-about-reject = Không công nhận
desk-usage-undo = /hoantac [MÃ]
desk-about-undo = Lấy lại quyết định trong 10 phút
desk-usage-take-down = /gobai MÃ lý do
desk-about-take-down = Gỡ khỏi trang công khai
desk-usage-files = /tep MÃ
desk-about-files = Xem tệp đính kèm
desk-usage-officers = /phanquyen
desk-about-officers = Cán bộ: danh sách, mời, thu hồi quyền
desk-usage-phone = /sodt MÃ
desk-about-phone = Xem số điện thoại của tác giả (có ghi lại)
desk-usage-help = /canbo
desk-about-help = Việc của cán bộ

menu-moi = Gửi một sáng kiến mới
menu-nhap = Các bản nháp đang dở
menu-cuatoi = Sáng kiến của tôi
menu-trangthai = Xem một sáng kiến đến đâu rồi
menu-traloi = Trả lời câu hỏi của cán bộ
menu-rut = Rút một sáng kiến
menu-quaylai = Quay lại một câu hỏi
menu-huy = Dừng lại, giữ bản nháp
menu-thongke = Kết quả chương trình và đơn vị
menu-bangxephang = Bảng xếp hạng
menu-hoso = Thông tin của tôi
menu-donvi = Đổi đơn vị công tác
menu-nhacnho = Bật hoặc tắt nhắc nhở
menu-ngonngu = Tiếng Việt / English
menu-lienket = Nối với khung chat khác của bạn
menu-dongy = Xem và rút lại đồng ý
menu-dulieu = Lấy bản sao dữ liệu của tôi
menu-xoadulieu = Xóa dữ liệu của tôi
menu-trogiup = Trợ giúp

# Báo cho người lao động

told-in-review =
    Sáng kiến { $code } “{ $title }” của bạn: <b>Đang thẩm định</b>. Cán bộ công đoàn đã nhận và đang đọc.
    Bạn chưa cần làm gì thêm; có kết quả hoặc câu hỏi, mình sẽ báo ngay.
told-question =
    Sáng kiến { $code } “{ $title }” của bạn: <b>Yêu cầu bổ sung</b>. Cán bộ công đoàn hỏi:
    “{ $question }”
    Bạn bấm nút dưới hoặc gõ <code>/traloi { $code }</code> để trả lời bằng chữ, ảnh hoặc tệp. Trả lời xong, sáng kiến được xem xét tiếp.
told-recognized = 🎉 Chúc mừng bạn! Sáng kiến { $code } “{ $title }”: <b>Đã công nhận</b>.
told-recognized-next = Sáng kiến được tính vào kết quả chung của chương trình. Bạn không cần làm gì thêm; có ý tưởng khác, bạn gõ /moi nhé.
told-not-recognized = Sáng kiến { $code } “{ $title }” lần này: <b>Không công nhận</b>. Cảm ơn bạn đã gửi.
told-advice = Bạn có thể làm gì: { $advice }
told-note = Lời của cán bộ: { $note }
told-taken-back =
    Xin lỗi bạn, tin vừa rồi về sáng kiến { $code } “{ $title }” là nhầm: cán bộ đã lấy lại quyết định, sáng kiến trở lại <b>Đang thẩm định</b>.
    Bạn chưa cần làm gì thêm; có kết quả, mình sẽ báo ngay.
told-dismissed = Quyền cán bộ của bạn tại { $place } đã kết thúc. Cảm ơn bạn đã giúp anh chị em. Bạn vẫn gửi sáng kiến được như thường; gõ /trogiup để xem.
told-button-answer = Trả lời
told-button-follow = Xem sáng kiến
told-button-another = Gửi sáng kiến khác
