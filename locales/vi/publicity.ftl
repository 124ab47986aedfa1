# Đăng sáng kiến đã công nhận lên trang công khai.

may-we-show = Công đoàn muốn đăng sáng kiến này lên trang công khai để nơi khác học theo: tên sáng kiến, đơn vị và phần giải pháp bạn đã viết, <b>không ghi tên bạn</b>. Bạn chọn ở dưới nhé (bấm nút hoặc gõ lệnh). Có bí mật công nghệ thì chọn Không; sáng kiến vẫn được tính đủ.
would-show =
    Trang công khai sẽ có đúng những phần này của { $code }:

    <b>{ $title }</b>
    Đơn vị: { $place }
    { $summary }

    Tên tác giả (chỉ khi bạn muốn): { $author }

    { $now }
would-show-not-shown = Hiện giờ: không đăng. Bạn đồng ý đăng không?
would-show-shown = Hiện giờ: đang đăng, không ghi tên bạn. Bạn muốn đổi không?
would-show-shown-with-name = Hiện giờ: đang đăng, có ghi tên bạn. Bạn muốn đổi không?
shown =
    Cảm ơn bạn đã chia sẻ! { $code } được đăng, không ghi tên bạn: { $link }
    Đổi ý lúc nào cũng được: gõ <code>/congkhai { $code }</code>
shown-somewhere =
    Cảm ơn bạn đã chia sẻ! { $code } được đăng lên trang công khai, không ghi tên bạn.
    Đổi ý lúc nào cũng được: gõ <code>/congkhai { $code }</code>
shown-with-name =
    Cảm ơn bạn đã chia sẻ! { $code } được đăng, có ghi tên bạn: { $link }
    Đổi ý lúc nào cũng được: gõ <code>/congkhai { $code }</code>
shown-with-name-somewhere =
    Cảm ơn bạn đã chia sẻ! { $code } được đăng lên trang công khai, có ghi tên bạn.
    Đổi ý lúc nào cũng được: gõ <code>/congkhai { $code }</code>
not-shown = { $code } không được đăng. Sáng kiến vẫn được tính đủ vào kết quả chung. Khi muốn đăng, bạn gõ <code>/congkhai { $code }</code>
shown-once-recognized = Chỉ sáng kiến đã công nhận mới được đăng. Khi { $code } được công nhận, mình sẽ hỏi bạn.
stays-down = Cán bộ công đoàn đã gỡ { $code } khỏi trang công khai nên không đăng lại được. Sáng kiến vẫn được tính đủ. Cần biết thêm, bạn hỏi công đoàn cơ sở nhé.
which-to-show = Bạn gõ /congkhai rồi đến mã sáng kiến, ví dụ: <code>/congkhai SK-1234-5678</code>. Gõ /cuatoi để xem mã.
button-agree-to-show = Đồng ý đăng
button-refuse-to-show = Không
button-look-at-shown = Xem trước
button-show-name = Ghi tên tôi
button-hide-name = Không ghi tên
nothing-shown = Sáng kiến { $code } không có trên trang công khai, không cần gỡ.
ask-why-down = Vì sao cần gỡ { $code }? Anh/chị gõ lại kèm lý do, tác giả sẽ đọc được: <code>/gobai { $code } lý do</code>. Gỡ rồi thì không đăng lại được.
taken-down = Đã gỡ { $code } khỏi trang công khai: { $title }. Tác giả được báo, lý do được lưu lại.
took-down =
    Cán bộ công đoàn đã gỡ sáng kiến { $code } “{ $title }” khỏi trang công khai. Lý do: { $reason }
    Kết quả công nhận không đổi. Cần biết thêm, bạn hỏi công đoàn cơ sở nhé.
