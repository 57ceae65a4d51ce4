"""Spellings of one name as offices really write them, by the standards named beside each block.

Sources: DIN 31635 and German phonetic habit, BGN/PCGN, IJMES (English), French civil registers of the Maghreb and of
West Africa, Turkish orthography of 1928, Hawar Kurdish, Somali orthography of 1972, Ukrainian passports of 2010
(Cabinet resolution 55), ICAO 9303 for Russian, DIN 1460 and German press transcription, Serbo-Croatian Latin,
Albanian orthography, Pashto and Dari passports.
"""

#: Every name in a line is one person's name and must be found and recognised under every other spelling of the line.
SAME = """
Mohammed Mohamed Muhammad Mohamad Mouhamed Muhammed Mohammad محمد
Ahmad Ahmed Ahmet Achmed Axmed احمد أحمد
Mahmoud Mahmud Mahmut Mahmood محمود
Mustafa Moustapha Mostafa Mustapha Moustafa مصطفى
Yusuf Youssef Jussuf Yousef Yousuf يوسف یوسف
Khaled Khalid Chaled Halid Xalid خالد
Hussein Husain Hussain Hosein Hüseyin Hossein حسين حسین
Hassan Hasan Xasan Hassane حسن
Ibrahim Ebrahim Ibraheem Ibrahima إبراهيم ابراهیم
Ismail Ismael Esmail İsmail Ismaeel اسماعيل
Omar Umar Ömer Omer Cumar عمر
Othman Osman Uthman Ousmane Cusmaan عثمان
Ali Aly Cali Eli علي علی
Fatima Fatma Fatimah Fatemeh Fatime فاطمة فاطمه
Khadija Khadidja Chadidscha Hatice خديجة
Aisha Aischa Ayşe Aicha Ayesha Caasha عائشة
Zainab Zaynab Zeynep Zeinab Zineb زينب
Maryam Mariam Meryem Mariem Mariama مريم
Jamal Djamal Dschamal Cemal Gamal Jamaal جمال
Najib Nadschib Nadjib Necib Nageeb نجيب
Rajab Recep Redžep Radschab رجب
Abdulrahman Abdurrahman Abdelrahman Abderrahmane Abdirahman Cabdiraxmaan عبدالرحمن
Abdullah Abdallah Abdulla Abdoulaye Cabdullaahi Abdellah عبدالله
Abdulaziz Abdelaziz Abdalaziz Abdulazeez
Abdulkarim Abdelkrim Abdelkarim Abdulkareem
Nurullah Noorullah Nurollah Nourullah
Habibullah Habibollah Habiboullah Habibulla
Nureddin Noureddine Nuruddin Nooruddin Nurettin
Salahuddin Salaheddine Selahattin Saladin
Shamsuddin Schamsuddin Chamseddine Şemsettin
Sharif Scharif Charif Şerif Shareef شريف
Rashid Raschid Rachid Raşit Rasheed رشيد
Ashraf Aschraf Achraf Eşref اشرف
Bashar Baschar Bachar Beşar بشار
Ghazi Gazi Ghazy غازي
Qasim Kasim Kassem Ghasem Qassem Kasım قاسم
Yahya Jahja Yahia Yahyaa يحيى
Wael Wail Ouael وائل
Tariq Tarek Tarik Tareq Tareek طارق
Zia Ziya Ziaa ضياء
Ramadan Ramazan Ramadhan Ramadaan رمضان
Reza Riza Rıza Rezaa رضا
Javad Jawad Dschawad Javaad Djawad جواد
Farid Fareed Ferid Feriid فريد
Parwin Parveen Parvin Perwin پروین
Gholam Ghulam Golam غلام
Zmaray Zmarai Zmarey زمری
Rojin Rozhin Rojîn Roschin
Şêrko Sherko Scherko Sherkoo
Dilşad Dilshad Dilschad Dilsad
Hêvîn Hevin Heveen Hewin
Maxamed Mohamed Mahamed Mohammed
Faarax Farah Farax
Xaawo Hawo Haawo
Jaamac Jama Jaama Dschama
Tesfay Tesfai Tesfaye Tasfay ተስፋይ
Haile Hayle Haileh ሃይለ
Yohannes Johannes Yohanes Johanes ዮሃንስ
Berhane Birhane Brhane Berhaneh
Selam Salam Sälam ሰላም
Gebremeskel Ghebremeskel Gebremeskal
Mehari Mahari Meharie
Olena Ołena Олена Elena Елена Yelena
Oleksandr Alexander Aleksandr Олександр Александр
Serhii Sergei Sergej Serhiy Сергій Сергей
Volodymyr Wladimir Vladimir Володимир Владимир
Mykola Nikolai Nikolaj Микола Николай
Yevhen Jewgenij Evgeny Yevgeny Євген
Kateryna Ekaterina Jekaterina Катерина
Iryna Irina Ірина Ирина
Yuliia Julia Yulia Iuliia Юлія
Andrii Andrei Andrej Andriy Андрій
Viktoriia Viktoria Victoria Wiktorija Вікторія
Shevchenko Schewtschenko Chevtchenko Ševčenko Шевченко
Hrytsenko Gritsenko Grizenko Гриценко
Kuznetsov Kusnezow Kuznecov Кузнецов
Zhuk Schuk Žuk Жук
Khrystyna Christina Kristina Христина
Shchur Schtschur Щур
Zakharchenko Sachartschenko Захарченко
Hoxha Hoxhaj Hodscha Hodža
Rexhepi Redschepi Redzepi Redžepi
Xhevdet Dževdet Cevdet Dschewdet
Šabanović Sabanovic Schabanowitsch Sabanovi? Šabanovi?
Đorđe Djordje Dorde
Çelik Celik Tschelik
Yıldırım Yildirim Yildrim
Öztürk Ozturk Oeztuerk
Gül Guel Gul
Mamadou Mamadu Mamado
Fatoumata Fatumata Fatoumatta
Boubacar Bubacar Abubakar Aboubacar
Souleymane Suleyman Soulaiman Sulaiman سليمان
Ousmane Usman Ousman
Moussa Musa Mousa موسى
Giorgi Georgi გიორგი
Mkrtchyan Mkrtschjan Mkrtchian
"""

#: Compounds written with blanks and hyphens, as whole names.
SAME_WHOLE = """
Abd al-Rahman | Abdulrahman | Abdel Rahman | Abdul-Rahman | عبد الرحمن
Nur Ullah | Nurullah | Noor-Ullah | نور الله
Nour Eddine | Nureddin | Nur al-Din | نور الدين
al-Halabi | Alhalabi | El Halabi | Halabi | الحلبي
ash-Shami | Al Shami | Alshami | Asch-Schami
Shir Muhammad | Schirmohammad | Sher Mohammad
Sikandar Zada | Sikandarzada | Sekandarzadeh
Gul Ahmad | Gulahmad
Abu Bakr | Abubakr | Abou-Bakr
Mohammad Reza | Mohammadreza
"""

#: Two people: these are different names, however alike they look.
DIFFERENT = """
Hassan Hussein
Ali Alia
Mohammed Mahmoud
Olena Oleh
Karim Karima
Amin Amina
Jamal Kamal
Jamil Jamila
Khalid Khalil
Nasir Yasir
Samir Amir
Hamid Majid
Rashid Rasha
Omar Amir
Zahra Sara
Salim Salma
Fatima Fadia
Ivan Ivanna
Oleksii Oleksandr
Natalia Nadia
Ihor Yehor
Rukiya Raziya
Goran Zoran
Tariq Tahir
Yusuf Yunus
Musa Isa
Daniel David
Mariam Marwan
Ahmad Hamad
Said Saad
Abdulrahman Abdulrahim
Abdulkarim Abdulkader
Habibullah Najibullah
Nureddin Shamsuddin
"""
