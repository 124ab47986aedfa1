# Nói với cán bộ công đoàn.

not-an-officer = Lệnh này dành cho cán bộ công đoàn được phân công. Bạn gõ /trogiup để xem những việc mình làm được nhé.
