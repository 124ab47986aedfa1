# Nói với người lao động. Ngắn, ấm áp, luôn nói rõ làm gì tiếp theo.

apology = Xin lỗi bạn, hệ thống vừa gặp lỗi với tin nhắn này và đã báo cho người phụ trách (mã lỗi { $number }). Bạn thử gửi lại, hoặc gõ /trogiup nhé.
busy = Tin nhắn của bạn đã được giữ lại đầy đủ. Lúc này rất đông người gửi nên mình trả lời hơi chậm; bạn chờ một chút, không cần gửi lại nhé.

# Chào hỏi và đồng ý

welcome =
    Chào bạn! Đây là nơi gửi sáng kiến của chương trình <b>{ $campaign }</b>.
    Chỉ vài phút, ngay trên điện thoại: mình hỏi từng câu, bạn trả lời; cán bộ công đoàn sẽ đọc và báo kết quả cho bạn tại đây.
invited-by = Bạn vào từ đường dẫn của <b>{ $unit }</b>.
invited-as-officer = Bạn được mời làm cán bộ của chương trình. Bạn đồng ý với phần dưới đây và cho biết họ tên là xong.
consent =
    Trước khi bắt đầu, mình cần bạn đồng ý: chương trình lưu họ tên, đơn vị, số điện thoại (nếu bạn cho) và nội dung sáng kiến, để công đoàn xem xét và trả lời bạn. Bạn rút lại đồng ý lúc nào cũng được.
    Bạn có đồng ý không?
consent-in-full =
    <b>Về dữ liệu cá nhân của bạn</b> (theo Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15)

    <b>Lưu những gì:</b> họ tên, đơn vị, nhóm đối tượng, số điện thoại nếu bạn cho, nội dung và tệp của sáng kiến, mã cuộc trò chuyện này. Không hỏi căn cước; bạn đừng gửi ảnh giấy tờ tùy thân.
    <b>Để làm gì:</b> tiếp nhận, thẩm định, trả lời bạn và thống kê sáng kiến. Không dùng vào việc khác, không bán cho ai.
    <b>Ai được xem:</b> cán bộ công đoàn được phân công ở đơn vị bạn và cấp trên. Số liệu công bố không nêu tên bạn.
    <b>Giữ bao lâu:</b> đến khi bạn xóa, hoặc sau 5 năm bạn không nhắn gì; bản nháp 2 năm. Số liệu đã đếm thì còn, không gắn với bạn.
    <b>Quyền của bạn:</b> xem và sửa (/hoso), lấy bản sao (/dulieu), rút lại đồng ý (/dongy), xóa hết (/xoadulieu), khiếu nại với công đoàn. Các lệnh này làm ngay; yêu cầu gửi cách khác được trả lời trong 2 ngày làm việc.
    <b>Lưu ý:</b> nếu bạn dùng Telegram, tin nhắn đi qua máy chủ của Telegram ở nước ngoài.

    Bạn có đồng ý không? Không đồng ý cũng không sao.
refused = Mình tôn trọng quyết định của bạn và không lưu gì về bạn. Khi nào đổi ý, bạn bấm nút dưới hoặc gõ /dongy nhé.
still-refused = Bạn chưa đồng ý nên mình chưa nhận sáng kiến được, và không lưu tin bạn vừa gửi. Muốn tiếp tục, bạn bấm nút dưới hoặc gõ /dongy nhé.
agreed = Cảm ơn bạn! Trước hết, vài câu làm quen; mình chỉ hỏi một lần.
consent-stands = Bạn đang đồng ý cho chương trình lưu thông tin để xem xét sáng kiến. Muốn rút lại, bạn bấm nút dưới hoặc gõ <code>/dongy rút</code>.
withdraw-consent = Bạn muốn rút lại đồng ý? Mình sẽ xóa các bản nháp của bạn, ngừng hỏi và ngừng nhắc bạn. Sáng kiến đã gửi thì rút bằng lệnh /rut trước khi rút đồng ý nhé.
consent-withdrawn = Đã ghi nhận: bạn rút lại đồng ý. Mình sẽ không hỏi hay nhắc bạn nữa. Cảm ơn bạn đã tham gia; đổi ý thì gõ /dongy nhé.

# Bạn là ai

profile-first = Trước hết, cho mình hỏi vài câu về bạn; mình chỉ hỏi một lần.
ask-name =
    Họ và tên đầy đủ của bạn là gì?
    Ví dụ: Nguyễn Thị Hoa
confirm-name = Họ tên của bạn là <b>{ $name }</b>, đúng không?
name-kept = Chào { $given }!
ask-phone =
    Số điện thoại của bạn, để công đoàn gọi khi cần?
    Ví dụ: 0912 345 678
confirm-phone = Số của bạn là <b>{ $phone }</b>, đúng không?
phone-kept = ✓ Số điện thoại: { $phone }
phone-skipped = Không sao, mình bỏ qua số điện thoại.
not-your-contact = Đây là số của người khác. Bạn gửi số của chính mình bằng nút bên dưới, gõ số, hoặc bỏ qua nhé.
ask-unit =
    Bạn làm ở đơn vị nào? Gõ một phần tên là được.
    Ví dụ: may Hòa Bình
confirm-unit = Đơn vị của bạn là <b>{ $unit }</b>, đúng không?
which-unit = “{ $typed }” là đơn vị nào dưới đây? Không có thì bạn gõ lại, hoặc bấm nút cuối.
unit-once-in = { $unit } – { $old } (nay thuộc { $now })
unit-formerly = { $unit } (trước đây: { $former })
no-unit-found = Mình chưa thấy “{ $typed }” trong danh sách. Bạn thử gõ cách khác, hoặc bấm nút dưới để giữ đúng tên bạn vừa gõ.
unit-kept = ✓ Đơn vị: { $unit }
unit-typed-kept = ✓ Mình giữ tên “{ $typed }”; cán bộ công đoàn sẽ xếp vào đúng đơn vị.
ask-group = Bạn thuộc nhóm nào?
group-kept = ✓ { $group }
profile-done = Xong phần làm quen! Giờ đến sáng kiến của bạn. Gõ /quaylai để sửa câu trước, /huy để dừng lúc nào cũng được.
profile =
    <b>Thông tin của bạn</b>
    Họ tên: { $name }
    Điện thoại: { $phone }
    Đơn vị: { $unit }
    Nhóm: { $group }
    Nhắc bản nháp: { $reminders }

    Bấm vào phần muốn sửa nhé.
not-told = chưa có
switched-on = bật (gõ /nhacnho để tắt)
switched-off = tắt (gõ /nhacnho để bật)

# Sáng kiến: câu hỏi

ask = <b>Câu { $number }/{ $of }.</b> { $question }
ask-anew = <b>Sửa lại.</b> { $question }
question-title =
    Sáng kiến của bạn tên là gì?
    Ví dụ: Cải tiến đồ gá hàn khung xe
question-kind = Sáng kiến thuộc loại nào?
question-before =
    Trước đây có điều gì chưa ổn?
    Ví dụ: phải bê khuôn bằng tay, mỗi ca mất 40 phút
question-solution =
    Bạn đã làm gì để cải tiến? Kể như nói với đồng nghiệp; dài ngắn đều được.
    Ví dụ: lắp xe đẩy có con lăn để đưa khuôn vào máy
question-since =
    Áp dụng từ khi nào? Nhớ tháng hay năm cũng được.
    Ví dụ: 15/3/2026, tháng 3 năm ngoái, quý 2/2025
question-benefit =
    Sáng kiến làm lợi khoảng bao nhiêu tiền?
    Ví dụ: 5 triệu mỗi tháng, khoảng 120 triệu một năm
question-benefit-words =
    Sáng kiến đem lại lợi ích gì? Một hai câu là đủ.
    Ví dụ: đỡ mệt, an toàn hơn, ít hàng lỗi
question-co-authors =
    Có ai cùng làm với bạn không? Ghi tên và phần trăm đóng góp; phần còn lại là của bạn.
    Ví dụ: Trần Văn Bình 30%, chị Lan 20%
question-recognition =
    Sáng kiến đã được đơn vị công nhận chưa? Nếu rồi: ai công nhận, khi nào?
    Ví dụ: Hội đồng sáng kiến công ty, tháng 5/2026
question-files = Bạn gửi ảnh hoặc tệp minh họa nhé, nhiều nhất 10 tệp.

explain-title = Tên ngắn gọn, nói được bạn cải tiến việc gì. Ví dụ: “Xe đẩy khuôn giúp thay khuôn nhanh gấp đôi”.
explain-kind =
    Chọn loại gần nhất; chưa chắc cũng không sao, cán bộ sẽ xem lại.
    • Kỹ thuật: máy, dụng cụ, vật liệu, quy trình sản xuất
    • Quản lý: sắp xếp, phân công, điều hành công việc
    • Tác nghiệp: cách làm, thao tác, nghiệp vụ hằng ngày
    • Ứng dụng tiến bộ kỹ thuật: đem cái mới đã có vào chỗ mình
    • Đề tài nghiên cứu khoa học
explain-before = Kể điều bất tiện, tốn kém hoặc nguy hiểm trước khi có sáng kiến. Không có gì để kể thì bấm Bỏ qua.
explain-solution = Bạn làm gì, bằng gì, khác trước ở chỗ nào? Không cần văn vẻ. Có ảnh thì gửi luôn, mình giữ lại.
explain-since = Ngày đầu tiên đem dùng. Chỉ nhớ tháng, quý hay năm cũng được. Chưa dùng thì bấm Chưa áp dụng.
explain-benefit = Số tiền tiết kiệm hoặc làm thêm được nhờ sáng kiến; ước chừng cũng được, ghi rõ mỗi tháng hay mỗi năm. Không tính ra tiền thì bấm nút đó rồi kể lợi ích.
explain-benefit-words = Lợi ích không tính bằng tiền: an toàn, sức khỏe, chất lượng, thời gian, môi trường…
explain-co-authors = Mỗi người một phần trăm, tổng không quá 100; phần còn lại là của bạn. Làm một mình thì bấm Chỉ mình tôi.
explain-recognition = Nếu đã có quyết định hoặc giấy chứng nhận, bạn cho biết ai cấp và khi nào. Chưa có thì bấm Chưa được công nhận; vẫn gửi được bình thường.
explain-files = Bạn gửi ảnh, video hoặc tệp; chụp tờ giấy viết tay cũng được. Xong thì bấm nút bên dưới.

topic-title = Tên sáng kiến
topic-kind = Loại
topic-before = Trước đây
topic-solution = Giải pháp
topic-since = Áp dụng từ
topic-benefit = Lợi ích
topic-co-authors = Đóng góp
topic-recognition = Công nhận
topic-files = Tệp

# Sáng kiến: câu trả lời

noted = ✓ { $value }
noted-as-typed = ✓ Mình ghi rồi.
noted-nothing = ✓ Bỏ qua câu này.
value = { $value }
code = { $code }
left-out = (không ghi)
not-recognized-yet = Chưa được công nhận
confirm =
    Mình hiểu là: <b>{ $value }</b>
    Đúng không bạn?
which = Ý bạn là cái nào?
garbled =
    Hình như bộ gõ tiếng Việt đang tắt. Ý bạn là:
    “{ $decoded }”
required = Phần “{ $topic }” cần có để cán bộ xem xét, nên mình chưa bỏ qua được. Bạn trả lời ngắn thôi cũng được.
first-question = Đây là câu đầu tiên rồi. Muốn sửa thông tin của bạn thì gõ /hoso nhé.
nothing-to-go-back-to = Hiện không có câu nào để quay lại. Bạn bấm một nút dưới, hoặc gõ /hoso để sửa thông tin của bạn nhé.
too-long = Đoạn này dài { $length } ký tự, nhiều nhất là { $max }. Bạn viết gọn lại, hoặc gửi phần chi tiết thành tệp nhé.
too-short-title = Tên ngắn quá, người đọc khó hình dung. Bạn ghi thêm vài chữ nhé.
too-short-text = Bạn kể thêm một chút nhé, một câu cũng được.

kind-technical = Giải pháp kỹ thuật
kind-management = Giải pháp quản lý
kind-operational = Giải pháp tác nghiệp
kind-application = Giải pháp ứng dụng tiến bộ kỹ thuật
kind-research = Đề tài nghiên cứu khoa học
since-not-yet = Chưa áp dụng
since-day = ngày { $day }
since-days = từ { $from } đến { $to }
since-month = tháng { $month }/{ $year }
since-quarter = quý { $quarter }/{ $year }
since-year = năm { $year }
benefit-money = { $amount } ({ $spelled } đồng)
benefit-about = khoảng { $amount } ({ $spelled } đồng)
benefit-not-in-money = { $description } (không tính bằng tiền)
per-year = { $amount } mỗi năm
per-quarter = { $amount } mỗi quý
per-month = { $amount } mỗi tháng
per-week = { $amount } mỗi tuần
per-day = { $amount } mỗi ngày
per-shift = { $amount } mỗi ca
author-alone = một mình bạn 100%
nameless = (không có tên)
shares = bạn { $author }%, { $others }
files-count =
    { $count ->
        [0] không có
       *[other] { $count } tệp
    }

photo-kept = 📎 Mình giữ ảnh này kèm sáng kiến rồi.
file-kept = 📎 Mình giữ tệp này kèm sáng kiến rồi.
voice-kept = 🎤 Mình giữ lời ghi âm này cho cán bộ nghe. Bạn viết thêm vài chữ cho câu đang hỏi nhé.
files-so-far = 📎 Đã nhận { $count } tệp (nhiều nhất { $max }). Bạn gửi tiếp, hoặc bấm Xong.
files-full = Đã đủ { $max } tệp nên mình không giữ thêm được. Các tệp trước vẫn còn nguyên.
file-limits = Mình nhận ảnh, PDF, Word, Excel, PowerPoint, ghi âm và video; mỗi tệp không quá { $max } MB.
the-photo = Ảnh { $number }
the-file = Tệp { $number }
the-recording = Ghi âm { $number }
the-video = Video { $number }
file-failed = ⚠️ { $failed }
file-failed-later = ⚠️ { $failed } Sáng kiến đã gửi vẫn được xem xét; cán bộ cần tệp này thì sẽ hỏi, lúc đó bạn gửi kèm câu trả lời.
file-never-came = { $what } chưa tải được. Bạn gửi lại giúp mình nhé.
file-too-big = { $what } lớn hơn { $max } MB nên mình không nhận được. Bạn gửi bản nhỏ hơn, hoặc chụp ảnh lại giúp mình.
file-wrong-type = { $what } thuộc loại mình không nhận. Mình nhận ảnh, PDF, Word, Excel, PowerPoint, ghi âm và video. Tệp nén (zip, rar) thì bạn giải nén rồi gửi từng tệp.
file-broken = { $what } không mở được. Bạn kiểm tra lại rồi gửi bản khác nhé.
files-dropped = Đã bỏ các tệp. Bạn gửi lại tệp khác, hoặc bấm nút dưới.
caption-not-kept = Lời ghi dưới tệp không được lưu. Nếu cần, bạn viết lời đó thành một tin riêng nhé.

preview =
    <b>Bạn xem lại lần cuối nhé:</b>

    { $lines }

    Đúng hết thì bấm Gửi.
preview-author = <b>Tác giả:</b> { $author }
preview-unit = <b>Đơn vị:</b> { $unit }
preview-group = <b>Nhóm:</b> { $group }
preview-line = <b>{ $topic }:</b> { $value }
which-answer = Bạn muốn sửa phần nào?

receipt =
    🎉 <b>Đã tiếp nhận</b> sáng kiến “{ $title }”.
    Mã của bạn: <code>{ $code }</code>
    Lúc { $at }

    Tiếp theo, cán bộ công đoàn sẽ đọc và trả lời ngay tại đây; bạn không cần làm gì thêm. Muốn hỏi đến đâu rồi, bạn gõ <code>/trangthai { $code }</code>. Cảm ơn bạn!
proof =
    Biên lai của sáng kiến <code>{ $code }</code>. Bạn giữ tin này lại: ai cũng có thể tự kiểm tra rằng bạn đã nộp và hồ sơ không bị sửa, dựa vào dấu niêm phong ngày { $day } đã công bố.

    <code>{ $receipt }</code>
proof-unsealed =
    Biên lai của sáng kiến <code>{ $code }</code>. Ngày bạn nộp chưa được niêm phong; ngày mai bạn gõ lại <code>/bienlai { $code }</code> để nhận biên lai đầy đủ nhé.

    <code>{ $receipt }</code>
milestone = 🎉 Chúc mừng bạn! Sáng kiến <code>{ $code }</code> của bạn là sáng kiến thứ { $number } của chương trình. Gõ <code>/bienlai { $code }</code> nếu bạn muốn giữ biên lai làm kỷ niệm.
already-sent = Sáng kiến này gửi xong rồi, mã là <code>{ $code }</code>. Bạn không cần bấm lại đâu.

# Bản nháp

draft-kept = Mình đã lưu bản nháp “{ $title }”. Khi nào rảnh, bạn gõ /nhap để viết tiếp nhé.
draft-kept-untitled = Mình đã lưu bản nháp của bạn. Khi nào rảnh, bạn gõ /nhap để viết tiếp nhé.
draft-aside = Bản nháp “{ $title }” đã được lưu; gõ /nhap để viết tiếp sau.
draft-aside-untitled = Bản nháp đang viết đã được lưu; gõ /nhap để viết tiếp sau.
draft-resumed = Mình viết tiếp “{ $title }” nhé.
draft-resumed-untitled = Mình viết tiếp bản nháp nhé.
draft-label = { $title } ({ $at })
draft-label-untitled = Chưa có tên ({ $at })
drafts = Bạn có { $count } bản nháp. Bấm vào bản muốn viết tiếp; muốn xóa bản đang viết thì gõ /xoanhap.
no-drafts = Bạn không có bản nháp nào.
draft-gone = Bản nháp này không còn nữa; có thể bạn đã gửi hoặc xóa rồi. Gõ /nhap để xem các bản còn lại.
draft-gone-elsewhere = Bản nháp này bạn đã gửi hoặc xóa ở khung chat kia rồi, nên mình không gửi thêm lần nữa. Gõ /cuatoi để xem các sáng kiến đã gửi nhé.
discard-draft = Xóa hẳn bản nháp “{ $title }”? Xóa rồi không lấy lại được.
discard-draft-untitled = Xóa hẳn bản nháp này? Xóa rồi không lấy lại được.
draft-discarded = Đã xóa bản nháp.
draft-reminder = Bạn ơi, sáng kiến “{ $title }” đang viết dở. Mình viết tiếp nhé? Các câu đã trả lời vẫn còn nguyên.
draft-reminder-untitled = Bạn ơi, có một sáng kiến đang viết dở. Mình viết tiếp nhé? Các câu đã trả lời vẫn còn nguyên.
draft-last-reminder = Sáng kiến “{ $title }” vẫn đang chờ bạn. Mình chỉ nhắc lần này nữa thôi; bản nháp luôn được giữ, gõ /nhap lúc nào cũng được.
draft-last-reminder-untitled = Bản nháp của bạn vẫn còn đây. Mình chỉ nhắc lần này nữa thôi; gõ /nhap lúc nào cũng được.
stopped = Mình dừng ở đây nhé.
nothing-to-stop = Hiện không có việc gì đang dở để dừng.

# Sáng kiến đã gửi

mine =
    <b>Bạn đã gửi { $total } sáng kiến:</b>
    { $entries }
mine-paged =
    <b>Bạn đã gửi { $total } sáng kiến</b> (trang { $page }/{ $pages }):
    { $entries }
mine-entry = • { $code } – { $title } – <b>{ $status }</b> ({ $since })
nothing-sent = Bạn chưa gửi sáng kiến nào.
tracked =
    <b>{ $code } – { $title }</b>
    Hiện giờ: <b>{ $status }</b>. { $next }

    { $history }
past = • { $at }: { $status }
past-verified = { "   " }Số tiền làm lợi được xác nhận: { $amount }
past-reason = { "   " }Lý do: { $reason }
past-note = { "   " }Lời nhắn: { $note }
status-received = Đã tiếp nhận
status-in-review = Đang thẩm định
status-needs-info = Yêu cầu bổ sung
status-supplemented = Đã bổ sung
status-recognized = Đã công nhận
status-rejected = Không công nhận
status-withdrawn = Tác giả rút
next-received = Cán bộ công đoàn sẽ đọc và báo bạn tại đây.
next-in-review = Cán bộ đang đọc; có kết quả mình báo bạn ngay.
next-needs-info = Bạn bấm Trả lời câu hỏi để bổ sung nhé.
next-supplemented = Cán bộ sẽ đọc phần bạn bổ sung.
next-recognized = Chúc mừng bạn!
next-rejected = Bạn xem lý do bên dưới; có ý tưởng khác thì gõ /moi nhé.
next-withdrawn = Bạn đã rút sáng kiến này.
code-unknown = Mình không thấy sáng kiến nào của bạn có mã này. Bạn gõ /cuatoi để xem các sáng kiến đã gửi nhé.
code-mistyped = Mã này gõ nhầm một chữ số ở đâu đó. Bạn so lại với tin báo đã nhận rồi gõ lại giúp mình.
code-needed = Bạn cho mình mã sáng kiến nhé, ví dụ <code>/trangthai SK-1234-5671</code>. Gõ /cuatoi để xem các mã của bạn.
confirm-withdrawal = Bạn muốn rút sáng kiến { $code } “{ $title }”? Rút rồi thì không được xem xét nữa.
withdrawn = Đã rút sáng kiến { $code } (Tác giả rút). Bạn vẫn gửi được sáng kiến khác bất cứ lúc nào.
not-withdrawn = Sáng kiến { $code } vẫn giữ nguyên.
cannot-withdraw = Sáng kiến { $code } đã kết thúc ({ $status }) nên không rút được nữa.
just-decided = Cán bộ vừa xem xét xong sáng kiến { $code } nên không rút được nữa. Mình sắp báo kết quả cho bạn ngay tại đây.
which-to-withdraw = Bạn muốn rút sáng kiến nào?
nothing-to-withdraw = Bạn không có sáng kiến nào còn rút được. Nếu có nhiều, bạn gõ <code>/rut</code> kèm mã nhé.

# Trả lời cán bộ

ask-supplement =
    Về sáng kiến { $code } “{ $title }”, cán bộ hỏi:
    “{ $question }”

    Bạn trả lời bằng chữ, ảnh hoặc tệp; gửi mấy tin cũng được.
supplement-so-far =
    { $files ->
        [0] ✓ Đã ghi câu trả lời cho { $code }. Bạn gửi thêm, hoặc bấm Gửi cán bộ.
       *[other] ✓ Đã ghi câu trả lời cho { $code }, kèm { $files } tệp. Bạn gửi thêm, hoặc bấm Gửi cán bộ.
    }
supplement-files-so-far = ✓ Đã nhận { $files } tệp cho { $code }. Bạn viết thêm vài lời, hoặc bấm Gửi cán bộ.
supplement-needs-words = Bạn chưa trả lời gì. Bạn viết vài chữ hoặc gửi tệp trước nhé.
supplement-sent = Đã bổ sung cho sáng kiến { $code }. Cán bộ sẽ đọc và báo bạn tại đây.
nothing-asked = Hiện không có câu hỏi nào của cán bộ đang chờ bạn.
supplement-left = Mình để câu hỏi về { $code } lại đó. Khi nào trả lời được, bạn gõ <code>/traloi { $code }</code> nhé.
supplement-kept = Mình giữ lại câu trả lời bạn đang viết cho { $code }, chưa gửi cán bộ. Khi nào viết tiếp được, bạn gõ <code>/traloi { $code }</code> nhé.

# Một người, nhiều khung chat

link-code =
    Mã liên kết của bạn: <b>{ $code }</b>
    Mở khung chat kia (Zalo hoặc Telegram) của chương trình và gõ mã này, hoặc <code>/lienket { $code }</code>
    Mã dùng một lần, trong { $minutes } phút. Đừng đưa mã cho ai, kể cả người xưng là cán bộ.
link-elsewhere = Mã liên kết lấy ở khung chat bạn đã dùng trước: mở khung chat đó, gõ /lienket, rồi gõ lệnh kèm mã vào đây.
link-unclear = Mã liên kết có 8 chữ số. Bạn gõ như sau: <code>/lienket 1234 5678</code>
link-unknown = Mã này không đúng hoặc đã hết hạn. Bạn mở khung chat kia, gõ /lienket để lấy mã mới nhé.
link-over = Nếu đây là mã liên kết thì mã đã dùng hoặc đã hết hạn; bạn gõ /lienket ở khung chat kia để lấy mã mới nhé.
link-too-often = Bạn đã gõ sai mã nhiều lần nên mình tạm dừng. Một giờ nữa bạn thử lại nhé; mọi việc khác vẫn dùng bình thường.
linked-already = Khung chat này đã chung một hồ sơ với khung chat kia rồi, bạn không cần làm gì thêm.
link-waits = Mã đúng rồi! Còn một bước: bạn mở lại khung chat đã cho mã và bấm <b>Đúng, là tôi</b>.
link-ask =
    Có phải bạn vừa gõ mã liên kết ở một khung chat khác?
    Nếu đúng, bấm <b>Đúng, là tôi</b>: hai khung chat sẽ dùng chung một hồ sơ, sáng kiến và bản nháp. Nếu không phải bạn, bấm <b>Không phải tôi</b>: không có gì thay đổi.
linked = Xong! Hai khung chat giờ chung một hồ sơ, một danh sách sáng kiến và bản nháp. Hồ sơ cũ hơn được giữ; phần còn trống lấy từ hồ sơ kia. Muốn tách ra, gõ /huylienket ở khung chat không dùng nữa.
linked-here = Xong! Khung chat này giờ chung hồ sơ, sáng kiến và bản nháp với khung chat kia của bạn. Mời bạn tiếp tục.
link-refused = Cảm ơn bạn. Mã đã bị hủy, không có gì thay đổi. Đừng đưa mã liên kết cho người khác nhé.
nothing-to-link = Không có liên kết nào đang chờ bạn trả lời. Gõ /lienket để lấy mã mới nhé.
only-chat = Đây là khung chat duy nhất của bạn nên không có gì để tách. Nếu muốn nối thêm khung chat khác, gõ /lienket.
unlinked = Đã tách. Khung chat này không còn biết bạn là ai; mọi thứ vẫn còn ở khung chat kia. Muốn bắt đầu lại ở đây, bạn gõ xin chào nhé.

# Tùy chọn và trợ giúp

ask-language = Bạn muốn dùng tiếng nào? / Which language?
language-set = Từ giờ mình nói tiếng Việt nhé.
reminders-on = Mình sẽ nhắc khi bạn có bản nháp viết dở, nhiều nhất hai lần và không nhắc ban đêm.
reminders-off = Mình sẽ không nhắc bản nháp nữa. Gõ /nhap để tự xem lúc nào cũng được.
help =
    <b>Mình giúp được gì</b>
    /moi – gửi sáng kiến mới
    /nhap – viết tiếp bản nháp
    /cuatoi – sáng kiến đã gửi
    /trangthai MÃ – xem một sáng kiến đến đâu rồi
    /traloi MÃ – trả lời câu hỏi của cán bộ
    /bienlai MÃ – biên lai để giữ và kiểm tra
    /rut MÃ – rút một sáng kiến
    /congkhai MÃ – cho hoặc không cho đăng công khai
    /quaylai – quay lại một câu
    /huy – dừng, bản nháp được giữ
    /thongke – kết quả của chương trình và đơn vị bạn; /bangxephang – xếp hạng
    /chiendich – các giai đoạn của chương trình
    /hoso – thông tin của bạn; /donvi – đổi đơn vị
    /nhacnho – bật, tắt nhắc nhở
    /lienket – nối khung chat khác (Zalo, Telegram) của bạn; /huylienket – tách ra
    /ngonngu – Tiếng Việt / English
    /dongy – xem và rút lại đồng ý
    /dulieu – lấy bản sao dữ liệu của bạn; /xoadulieu – xóa hết
help-officer =
    <b>Mình giúp được gì</b>
    /hangcho – sáng kiến đang chờ; /canbo – mọi lệnh của cán bộ
    /moi – gửi sáng kiến mới
    /nhap – viết tiếp bản nháp
    /cuatoi – sáng kiến đã gửi
    /trangthai MÃ – xem một sáng kiến đến đâu rồi
    /traloi MÃ – trả lời câu hỏi của cán bộ
    /bienlai MÃ – biên lai để giữ và kiểm tra
    /rut MÃ – rút một sáng kiến
    /congkhai MÃ – cho hoặc không cho đăng công khai
    /quaylai – quay lại một câu
    /huy – dừng, bản nháp được giữ
    /thongke – kết quả, phần việc của bạn; /bangxephang – xếp hạng
    /chiendich – các giai đoạn; /chitieu – chỉ tiêu; /bantin – bản tin thứ hai
    /giaidoan – đổi giờ mở, giờ đóng của một giai đoạn
    /hoso – thông tin của bạn; /donvi – đổi đơn vị
    /nhacnho – bật, tắt nhắc nhở
    /lienket – nối khung chat khác (Zalo, Telegram) của bạn; /huylienket – tách ra
    /ngonngu – Tiếng Việt / English
    /dongy – xem và rút lại đồng ý
unknown-command = Mình chưa biết lệnh này. Gõ /trogiup để xem các lệnh nhé.
not-readable = Mình chưa đọc được loại tin này. Bạn gõ chữ, hoặc bấm nút giúp mình nhé.
old-button = Nút này của câu hỏi cũ nên không còn dùng được.
corrected = ✓ Mình sửa theo tin bạn vừa chỉnh.
late-correction = Câu đó mình đã ghi trước khi bạn chỉnh tin, nên chưa sửa gì. Bạn gõ /quaylai, hoặc sửa ở bước xem lại nhé.
late-correction-of-answer = Mình đã ghi tin đó trước khi bạn chỉnh, nên chưa sửa gì. Bạn gửi thêm một tin nói lại cho đúng nhé.
late-correction-of-sent = Mình đã nhận tin đó trước khi bạn chỉnh, nên chưa sửa gì. Sáng kiến đã gửi thì không sửa được bằng cách chỉnh tin: bạn gõ /rut rồi gửi lại, hoặc chờ cán bộ hỏi nhé.
voice-not-expected = Cảm ơn bạn đã gửi ghi âm, nhưng lúc này mình chưa cần nên không giữ lại. Khi viết sáng kiến, bạn gửi lại nhé.
file-not-expected = Cảm ơn bạn, nhưng lúc này mình chưa cần tệp nên không giữ lại. Khi viết sáng kiến, bạn gửi lại nhé.
contact-not-expected = Lúc này mình chưa hỏi số điện thoại. Muốn đổi số, bạn gõ /sodienthoai nhé.
why-not-a-choice = Mình chưa rõ bạn chọn mục nào. Bạn bấm nút, hoặc gõ số thứ tự nhé.
press-under-news = Nếu bạn đang trả lời một tin báo, bạn bấm nút hoặc gõ lệnh ở ngay dưới tin đó nhé.
home = Bạn muốn làm gì?
home-named = Chào { $given }, bạn muốn làm gì?
welcome-back = Mừng bạn quay lại! Từ giờ tin báo lại đến với bạn bình thường.
still-writing = Mình đang dở câu này nhé:

# Cán bộ được mời

reviewer-welcome =
    Chào mừng bạn: từ giờ bạn là <b>cán bộ thẩm định</b> của { $unit }.
    Bấm Hàng chờ hoặc gõ /hangcho để xem các sáng kiến đang chờ; /canbo để xem các lệnh.
administrator-welcome =
    Chào mừng bạn: từ giờ bạn là <b>cán bộ quản lý</b> của { $unit }: thẩm định và phân quyền.
    Bấm Hàng chờ hoặc gõ /hangcho để xem các sáng kiến đang chờ; /phanquyen để mời thêm cán bộ.
invitation-unknown = Mã mời này không đúng. Bạn xin người mời gửi lại đường dẫn nhé.
invitation-expired = Mã mời này đã hết hạn. Bạn xin người mời gửi mã mới nhé.
invitation-used = Mã mời này đã được dùng. Nếu không phải bạn dùng, hãy báo người mời và xin mã mới nhé.

# Vì sao chưa đọc được

why-empty = Mình chưa thấy câu trả lời nào.
why-too-long = Câu này dài quá, mình chưa đọc ra.
why-too-short = Hình như còn thiếu; bạn xem lại giúp mình.
why-not-a-number = Mình chưa thấy con số nào. Bạn ghi số kèm đơn vị, ví dụ: 5 triệu.
why-needs-unit = Số này là nghìn, triệu hay tỷ? Bạn ghi thêm đơn vị, ví dụ: 5 triệu.
why-several-amounts = Mình thấy nhiều số tiền khác nhau. Bạn ghi một số thôi nhé, ví dụ: 5 triệu mỗi tháng.
why-calculation = Bạn tính giúp ra một con số nhé, ví dụ: 360 triệu một năm.
why-odd-number = Con số này viết hơi lạ, mình sợ hiểu nhầm. Bạn ghi lại nhé, ví dụ: 1.200.000 đồng hoặc 1 triệu 2.
why-needs-total = Đây là số tiền cho một sản phẩm hoặc một người. Bạn ước giúp tổng cộng mỗi tháng hay mỗi năm nhé.
why-too-vague = Bạn ước giúp một con số cụ thể, ví dụ: khoảng 30 triệu.
why-foreign-currency = Bạn đổi ra tiền Việt giúp mình, ví dụ: 25 triệu đồng.
why-negative = Số tiền làm lợi không thể âm. Bạn ghi lại, hoặc chọn không tính bằng tiền nhé.
why-too-large = Số này lớn quá, chắc thừa số 0. Bạn xem lại giúp mình.
why-not-a-date = Mình chưa đọc ra ngày tháng. Bạn ghi như: 15/3/2026, tháng 3/2026 hoặc năm 2025.
why-no-such-day = Lịch không có ngày, tháng hay quý này. Bạn xem lại giúp mình.
why-lunar = Bạn ghi theo dương lịch giúp mình nhé.
why-future = Ngày này chưa tới. Nếu chưa đem dùng, bạn bấm Chưa áp dụng; nếu đã dùng, bạn xem lại ngày nhé.
why-not-yet = Nếu chưa áp dụng, bạn bấm Chưa áp dụng nhé.
why-not-a-phone = Đây chưa giống số điện thoại Việt Nam. Bạn gõ như: 0912 345 678, hoặc bấm Bỏ qua.
why-several-phones = Mình thấy nhiều số. Bạn cho một số hay dùng nhất nhé.
why-not-a-name = Đây chưa giống họ tên. Bạn gõ như: Nguyễn Thị Hoa.
why-looks-like-phone = Đây giống số điện thoại, mà mình đang hỏi câu dưới đây.
why-one-word = Bạn ghi cả họ và tên nhé, ví dụ: Nguyễn Thị Hoa.
why-not-yes-or-no = Bạn trả lời có hoặc không giúp mình nhé.
why-not-a-code = Đây chưa phải mã sáng kiến. Mã có dạng SK-1234-5671.
why-not-shares = Mình chưa đọc ra tên và phần trăm. Bạn ghi như: Trần Văn Bình 30%, chị Lan 20%.
why-bad-share = Phần trăm của ai đó còn thiếu hoặc không tròn số. Bạn ghi đủ cho từng người nhé, ví dụ: Bình 30%, Lan 20%.
why-over-hundred = Cộng lại quá 100%. Bạn chia lại giúp mình, phần của bạn là phần còn lại.

# Chữ trên nút

button-agree = Đồng ý
button-read-all = Xem đầy đủ
button-disagree = Không đồng ý
button-withdraw-consent = Rút lại đồng ý
button-share-phone = 📱 Gửi số điện thoại của tôi
button-skip = Bỏ qua
button-right = Đúng
button-change = Sửa
button-as-decoded = Đúng, ý tôi là vậy
button-as-typed = Giữ nguyên như tôi gõ
button-unit-not-there = Không thấy đơn vị của tôi
button-not-yet-used = Chưa áp dụng
button-not-in-money = Không tính được bằng tiền
button-alone = Chỉ mình tôi
button-not-recognized-yet = Chưa được công nhận
button-no-files = Không có tệp
button-files-done = Xong
button-drop-files = Bỏ hết tệp
button-send = Gửi
button-edit = Sửa
button-keep-draft = Lưu nháp
button-back-to-preview = ‹ Xem lại
button-continue = Viết tiếp
button-new = Gửi sáng kiến mới
button-mine = Sáng kiến của tôi
button-drafts = Bản nháp của tôi
button-discard = Xóa hẳn
button-keep = Giữ nguyên
button-earlier = ‹ Trang trước
button-later = Trang sau ›
button-withdraw = Rút sáng kiến này
button-withdraw-sure = Rút sáng kiến này
button-track = Xem đến đâu rồi
button-answer-officer = Trả lời câu hỏi của cán bộ
button-send-supplement = Gửi cán bộ
button-not-now = Để sau
button-vietnamese = Tiếng Việt
button-english = English
button-reminders-on = Bật nhắc nhở
button-reminders-off = Đừng nhắc nữa
button-name = Sửa họ tên
button-phone = Sửa số điện thoại
button-unit = Đổi đơn vị
button-group = Đổi nhóm
button-help = Trợ giúp
button-queue = Hàng chờ
button-link-yes = Đúng, là tôi
button-link-no = Không phải tôi
