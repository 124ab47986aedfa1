# Dữ liệu của chính bạn: lấy bản sao, và xóa.

copy = Đây là toàn bộ những gì chương trình đang lưu về bạn: một bản để đọc và một bản JSON cho máy tính đọc. Trong đó có thông tin riêng, bạn đừng chuyển cho người lạ nhé. Thấy chỗ nào sai, bạn sửa bằng /hoso.
copied-already = Hôm nay bạn đã lấy { $times } bản rồi; bạn xem lại tin ở trên, hoặc mai lấy tiếp nhé.
nothing-kept = Chương trình không lưu gì về bạn, ngoài mã của cuộc trò chuyện này để trả lời bạn; mã đó tự xóa khi bạn thôi nhắn.
erase =
    <b>Xóa hết dữ liệu của bạn?</b>
    Sẽ mất, và không lấy lại được:
    { $goes }
goes-profile = • họ tên, số điện thoại, đơn vị, nhóm và lời đồng ý của bạn
goes-initiatives = • nội dung { $count } sáng kiến đã gửi, cùng lời nhắn giữa bạn và cán bộ
goes-open = • { $count } sáng kiến chưa xét xong sẽ được rút; cán bộ đang giữ sẽ được báo
goes-shared = • { $count } sáng kiến có đồng tác giả: phần của họ cũng mất theo, bạn hỏi họ trước nhé
goes-shown = • { $count } sáng kiến trên trang công khai sẽ được gỡ xuống
goes-drafts = • { $count } bản nháp
goes-files = • { $count } tệp và ảnh
goes-chats = • cả { $count } khung chat đã nối với nhau
goes-officer = • quyền cán bộ của bạn chấm dứt; các quyết định bạn đã ký vẫn có hiệu lực, không còn ghi tên bạn
erase-stays =
    <b>Còn giữ lại,</b> không gắn với bạn: mã, đơn vị, loại, ngày, kết quả và số tiền của từng sáng kiến, để số liệu chung không bị sai.
    Đồng nghiệp có thể đã ghi tên bạn. Ở nơi bạn làm, các bộ phận bên dưới và công ty, tổng công ty bên trên, mình bỏ tên bạn khỏi danh sách đồng tác giả, cả trong bản nháp, nếu ở đó không có ai trùng tên. Tên trong lời văn, hoặc ở nơi khác, thì bạn nhờ người viết sửa giúp.
    Xóa ngay khi bạn bấm nút; tệp mất trong vài giờ, bản sao lưu trong { $days } ngày (Luật số 91/2025/QH15).

    Chỉ muốn thôi nhận tin thì không cần xóa: gõ /nhacnho. Chắc chắn xóa thì bấm nút, hoặc gõ chữ XÓA.
say-erase = Để khỏi xóa nhầm, bạn bấm nút hoặc gõ đúng chữ XÓA. Không xóa thì gõ KHÔNG.
not-erased = Mình chưa xóa gì cả, mọi thứ còn nguyên.
erased =
    Đã xóa. Những gì bạn đã gửi, chương trình không còn lưu nữa; mã của khung chat này mất trong vài phút, bản sao lưu sau { $days } ngày.
    Tin nhắn trong khung chat này nằm ở máy bạn và nền tảng chat, bạn tự xóa nhé. Cảm ơn bạn đã tham gia. Khi nào muốn bắt đầu lại, bạn chỉ cần chào mình.
erased-for-you =
    Theo yêu cầu của bạn, mọi dữ liệu của bạn trong chương trình đã được xóa; bản sao lưu sẽ hết trong { $days } ngày.
    Khi nào muốn bắt đầu lại, bạn chỉ cần chào mình.
ends-soon =
    Đã lâu bạn không nhắn tin cho chương trình. Nếu không nghe bạn nói gì, ngày { $day } mình sẽ xóa hết dữ liệu của bạn: họ tên, số điện thoại, nội dung và tệp của các sáng kiến. Số liệu đã đếm thì vẫn còn.
    Muốn giữ lại, bạn chỉ cần nhắn một chữ, hoặc bấm nút đầu. Muốn lấy bản sao, hay xóa ngay, thì bấm nút sau.
author-erased = Tác giả của { $code } đã yêu cầu xóa dữ liệu của mình. Sáng kiến được rút, anh/chị không cần xử lý nữa. Việc tiếp theo: /hangcho
text-erased = Nội dung của { $code } đã được xóa theo yêu cầu của tác giả; chỉ còn số liệu. Không cần xử lý gì thêm.
consent-changed = <b>Lời đồng ý về dữ liệu cá nhân có thay đổi,</b> nên mình hỏi lại một lần. Mọi thứ bạn đã viết vẫn còn nguyên.
agreed-again = Cảm ơn bạn! Mình tiếp tục nhé.
change-refused = Mình tôn trọng quyết định của bạn: từ giờ mình không hỏi và không lưu thêm gì. Những gì bạn gửi trước đây vẫn được giữ như bạn đã đồng ý lúc đó; muốn xóa hết, bạn gõ /xoadulieu. Đổi ý thì bấm nút dưới hoặc gõ /dongy nhé.
button-erase = Xóa dữ liệu của tôi
button-erase-sure = Xóa hết
button-keep-data = Không xóa
button-copy-first = Lấy bản sao trước
