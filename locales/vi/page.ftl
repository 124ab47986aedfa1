# Trang công khai: kết quả, bảng xếp hạng, thư viện sáng kiến, cách tính.

brand = Một triệu sáng kiến
this-language = Tiếng Việt
skip = Đến nội dung chính
menu = Các trang
results = Kết quả
league = Bảng xếp hạng
gallery = Sáng kiến
method = Cách tính
open-data = Số liệu mở
submit = Gửi sáng kiến của bạn
find = Tìm
foot = Mọi con số trên trang này được cộng lại từ từng lượt nộp và từng quyết định công nhận.
to-results = Về trang kết quả
home-description = { $entered } lượt nộp, { $valid } sáng kiến hợp lệ. Cập nhật liên tục, ai cũng kiểm tra được.

## Các số đo
entered = Lượt nộp
valid = Hợp lệ
of-target = % chỉ tiêu
target = Chỉ tiêu
people = Người đã nộp
people-short = Người nộp
declared = Làm lợi do tác giả kê khai
declared-short = Kê khai
verified = Làm lợi đã được thẩm định
verified-short = Thẩm định
hidden = Chưa công bố vì có ít người nộp
name = Tên
target-is = Chỉ tiêu: { $target } sáng kiến hợp lệ
progress-told = Đã đạt { $percent } của chỉ tiêu { $target } sáng kiến hợp lệ
as-of = Tính đến
lag = Chậm nhất khoảng 5 giây.
pause = Tạm dừng
nothing-yet = Chưa có số liệu.
as-table = Xem dạng bảng

## Theo ngày
days-title = Lượt nộp theo ngày
days-column = Mỗi ngày
days-line = Cộng dồn
days-each = Tải số liệu từng ngày (CSV)
days-told = Biểu đồ lượt nộp từ { $from } đến { $to }: tổng cộng { $total }, cao nhất { $peak } trong ngày { $on }.
day = Ngày
month = Tháng

## Giai đoạn
phases-title = Theo giai đoạn
phase = Giai đoạn
entries-taken = Nhận sáng kiến

## Bảng xếp hạng
leaders-title = Đơn vị dẫn đầu
league-title = Bảng xếp hạng đơn vị
league-lead = Số của mỗi đơn vị gồm cả các đơn vị trực thuộc. Chọn tên đơn vị để xem bên trong.
league-whole = Xem cả { $units } đơn vị
league-scope = Phạm vi
league-top = Các liên đoàn và ngành
league-all = Mọi đơn vị
find-unit = Tìm đơn vị, không cần dấu
order-by = Xếp theo
order-valid = Hợp lệ
order-entered = Lượt nộp
order-target = % chỉ tiêu
order-members = Trên 1.000 đoàn viên
per-thousand-short = Trên 1.000 đoàn viên
rank = Hạng
unit = Đơn vị
no-unit = Không tìm thấy đơn vị nào. Bạn thử gõ ít chữ hơn, hoặc gõ mã đơn vị.
units-found = { $units } đơn vị
ties = Các đơn vị bằng số thì cùng hạng. Đơn vị chưa công bố số hợp lệ thì chưa xếp hạng.
paging = Các trang của danh sách
page-of = Trang { $page } / { $pages }
earlier = Trang trước
later = Trang sau

## Theo nhóm
provinces-title = Theo tỉnh, thành phố
provinces-which = Danh sách tỉnh, thành phố
provinces-now = 34 tỉnh, thành hiện nay
provinces-before = 63 tỉnh, thành trước 7/2025
provinces-before-note = Để so với các năm trước. Nơi chưa từng có liên đoàn riêng trong hệ thống này được tính vào tỉnh, thành hiện nay.
groups-title = Theo nhóm đối tượng
kinds-title = Theo loại giải pháp
clusters-title = Theo cụm, khối thi đua
no-group = Chưa chọn nhóm

## Cột mốc
milestones-title = Những cột mốc
number = Sáng kiến thứ { $number }

## Tin được vì sao
trust-title = Vì sao tin được các con số này
trust = Mỗi lượt nộp và mỗi quyết định được ghi một lần, không sửa, không xóa được. Các con số ở đây cộng lại từ những bản ghi đó, và mỗi ngày được niêm phong.
few = Nơi có dưới { $few } người nộp, chúng tôi chỉ công bố lượt nộp, để không ai bị đoán ra.
seal = Niêm phong ngày { $day }, gồm { $events } bản ghi:
method-more = Cách tính và cách tự kiểm tra

proof-title = Kiểm tra biên lai
proof-lead = Ai giữ biên lai của một sáng kiến đều kiểm tra được: sáng kiến đó đã nộp, và bản ghi chưa bị sửa. Biên lai không chứa tên hay nội dung.
proof-paste = Dán biên lai vào đây (nguyên tin nhắn từ /bienlai cũng được)
proof-check = Kiểm tra
proof-unread = Chưa thấy biên lai trong đoạn này. Bạn chép đủ từ dấu mở ngoặc nhọn đến dấu đóng ngoặc nhọn nhé.
proof-unknown = Không có bản ghi nào như vậy. Biên lai đã bị sửa, hoặc chép thiếu.
proof-written = ✓ Đúng. Sáng kiến { $code } đã được ghi nhận { $at }.
proof-not-sealed = Ngày này chưa niêm phong; mai bạn kiểm tra lại để có đủ bằng chứng.
proof-sealed = Bản ghi nằm trong niêm phong ngày { $day }.
proof-seal = Niêm phong của ngày đó, để so với bản đã công bố:
proof-whole = Biên lai đầy đủ, để giữ lại và tự kiểm tra không cần mạng
proof-offline = Cách tự kiểm tra trên máy của bạn
proof-here = Kiểm tra ngay tại trang này
method-title = Các con số được tính thế nào
method-lead = Ở đây viết rõ từng con số nghĩa là gì, lấy từ đâu, và làm sao để tự mình kiểm tra.
what-entered = Lượt nộp là gì?
what-entered-answer = Mỗi sáng kiến người lao động gửi đến được tính một lượt, kể cả khi đang chờ thẩm định, không được công nhận hoặc tác giả đã rút. Số này không bao giờ giảm. Ngày tính là ngày tác giả bấm gửi, theo giờ Việt Nam.
what-valid = Hợp lệ là gì?
what-valid-answer = Là sáng kiến đã được cán bộ công đoàn thẩm định và công nhận (Đã công nhận). Chỉ số này được so với chỉ tiêu.
what-target = % chỉ tiêu tính thế nào?
what-target-answer = Lấy số hợp lệ chia cho chỉ tiêu được giao. Phần lẻ được bỏ đi, không làm tròn lên: khi trang ghi 100% là đã đạt thật.
what-people = Người đã nộp tính thế nào?
what-people-answer = Mỗi người được đếm một lần trong cả chương trình, dù gửi nhiều sáng kiến, và tính cho đơn vị của người đó khi gửi sáng kiến đầu tiên.
what-benefit = Vì sao có hai con số làm lợi?
what-benefit-answer = Một số do tác giả tự kê khai, một số do cán bộ thẩm định khi công nhận. Hai số này đứng riêng, không bao giờ cộng vào nhau. Lợi ích không tính được bằng tiền thì không nằm trong hai số này.
what-hidden = Điều gì không được công bố?
what-hidden-answer = Tên một người chỉ xuất hiện khi chính người đó đồng ý. Nơi có dưới { $few } người nộp, trang và phần trò chuyện chỉ nêu lượt nộp; khi cần, những nơi ít người kế tiếp cũng được giữ lại, để không ai lấy tổng trừ ra được. Sáng kiến không công khai vẫn được đếm, nhưng không hiện trong thư viện.
what-corrected = Con số có thể thay đổi về sau không?
what-corrected-answer = Có, khi cán bộ ra quyết định mới hoặc rút lại quyết định. Thay đổi được tính vào ngày nó xảy ra, ngày cũ giữ nguyên. Đơn vị sáp nhập thì số cũ đi theo đơn vị mới.
seal-title = Niêm phong mỗi ngày
seal-text = Cuối mỗi ngày, mọi bản ghi trong ngày được tóm lại thành một dãy ký tự. Sửa bất kỳ bản ghi nào thì dãy này không còn khớp. Bạn có thể chép lại dãy này để so về sau.
verify-title = Tự kiểm tra biên nhận
verify-text = Gõ /bienlai và mã sáng kiến trong khung chat, bạn nhận được biên lai: bằng chứng rằng lượt nộp của bạn nằm trong niêm phong của ngày hôm đó. Lưu biên lai vào một tệp là kiểm tra được trên máy của mình, không cần mạng:

data-title = Số liệu mở
data-lead = Mọi bảng trên trang này đều lấy về được dưới dạng JSON và CSV, dùng tự do, chỉ cần ghi nguồn.
data-rules = Mỗi câu trả lời có ETag: gửi lại với If-None-Match thì chỉ nhận lại khi có thay đổi. Mỗi địa chỉ được hỏi 10 lần mỗi giây; nếu nhiều hơn, máy chủ sẽ nhờ bạn chờ một chút (429, Retry-After).
badge-title = Đưa con số lên trang của bạn
badge-text = Chèn hình này vào trang web của đơn vị; con số tự cập nhật.
badge-alt = Số sáng kiến hợp lệ của chương trình
badge-valid = sáng kiến hợp lệ
badge-entered = lượt nộp

## Thư viện sáng kiến
gallery-title = Sáng kiến đã công nhận
gallery-lead = Những sáng kiến mà tác giả đồng ý chia sẻ. Tên người chỉ hiện khi tác giả muốn.
find-initiative = Tìm sáng kiến, không cần dấu
gallery-empty = Chưa có sáng kiến nào được đăng. Khi sáng kiến được công nhận, tác giả được hỏi có muốn đăng ở đây không.
gallery-none = Không tìm thấy. Bạn thử từ khác, hoặc ít từ hơn.
gallery-consent = Đăng với sự đồng ý của tác giả.
gallery-back = Xem các sáng kiến khác
recognized-on = Công nhận ngày { $day }

## Khi không có trang
not-found = Không có trang này
not-found-text = Địa chỉ có thể đã gõ nhầm, hoặc nội dung không còn được đăng.
busy = Trang đang bận
busy-text = Bạn chờ một chút rồi tải lại trang nhé.
