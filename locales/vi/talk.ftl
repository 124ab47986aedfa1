# Nói với người lao động. Ngắn, ấm áp, luôn nói rõ làm gì tiếp theo.

button-share-phone = 📱 Gửi số điện thoại của tôi

apology = Xin lỗi bạn, hệ thống vừa gặp lỗi với tin nhắn này và đã báo cho người phụ trách (mã lỗi { $number }). Bạn thử gửi lại, hoặc gõ /trogiup nhé.
