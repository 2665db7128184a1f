"""Words of other languages that point at our topics, and the English they stand for."""

# ruff: noqa: RUF001

from collections.abc import Sequence
from typing import Final

_ENGLISH: Final[dict[str, str]] = {
    "love": "amor amour liebe amore любовь любви love 爱 愛 恋 حب الحب प्यार 사랑 miłość aşk",
    "heart": "corazón corazon coeur cœur herz cuore coração сердце 心 قلب قلبي दिल 마음",
    "heartbreak": "saudade desamor chagrin kummer tristeza печаль 失恋 이별",
    "rain": "lluvia pluie regen pioggia chuva дождь дождя 雨 مطر المطر बारिश 비 deszcz yağmur",
    "night": "noche noches nuit nacht notte noite ночь ночи 夜 ليل ليلة الليل रात 밤 gece",
    "city": "ciudad ville stadt città cidade город города 城 街 مدينة المدينة 도시 miasto",
    "sea": "mar mer meer mare море моря 海 بحر البحر समुद्र 바다 morze deniz",
    "summer": "verano été sommer estate verão лето лета 夏 صيف الصيف 여름 lato yaz",
    "winter": "invierno hiver inverno зима зимы 冬 雪 شتاء 겨울 zima kış",
    "spring": "primavera printemps frühling весна 春 花 ربيع 봄 wiosna",
    "autumn": "otoño automne herbst autunno outono осень 秋 خريف 가을 jesień",
    "home": "hogar casa maison heimat haus дом дома домой 家 بيت البيت घर 집 dom ev",
    "road": "camino carretera route straße strasse strada estrada дорога дороги 路 طريق 길",
    "dance": "baile bailar danse danser tanz tanzen ballo ballare dança танец 舞 رقص 춤",
    "dream": "sueño sueños rêve rêves traum träume sogno sonho мечта сон 梦 夢 حلم 꿈",
    "star": "estrella estrellas étoile étoiles stern sterne stella estrela звезда 星 نجم 별",
    "moon": "luna lune mond lua луна луны 月 قمر القمر 달",
    "dog": "perro chien hund cane cachorro собака 狗 犬 كلب 강아지 pies köpek",
    "cat": "gato chat katze gatto кошка кот 猫 قطة 고양이 kot kedi",
    "mother": "madre mamá mère mutter mãe мама мамы мать 妈 母 أم أمي माँ 엄마 matka anne",
    "friend": "amigo amiga amigos ami amis freund freunde amico друг друзья 友 صديق 친구",
    "war": "guerra guerre krieg война 战 戦 حرب 전쟁 wojna savaş",
    "peace": "paz paix frieden pace 和平 سلام 평화 pokój barış",
    "time": "tiempo temps zeit tempo время 时间 時間 وقت समय 시간 czas zaman",
    "freedom": "libertad liberté freiheit libertà liberdade свобода 自由 حرية 자유 wolność",
    "river": "río rivière fluss fiume rio река 河 川 نهر 강 rzeka",
    "mountain": "montaña montagne berg berge montagna montanha гора горы 山 جبل 산",
    "childhood": "infancia niñez enfance kindheit infanzia infância детство 童年 طفولة",
    "birthday": "cumpleaños anniversaire geburtstag compleanno aniversário 生日 誕生日 생일",
    "god": "dios dieu gott dio deus бог 神 الله भगवान 하나님",
    "coffee": "café kaffee caffè кофе 咖啡 قهوة 커피 kawa kahve",
    "work": "trabajo travail arbeit lavoro trabalho работа 工作 عمل",
}
_STANDS_FOR: Final[dict[str, str]] = {
    foreign: english
    for english, listed in _ENGLISH.items()
    for foreign in listed.split()
}
_FIRST_UNSPACED: Final = "\u2e80"


def english_hints(tokens: Sequence[str]) -> tuple[str, ...]:
    """The English for the words we know, in the order of the text."""
    found: list[str] = []
    for token in tokens:
        if token in _STANDS_FOR:
            found.append(_STANDS_FOR[token])
        elif token[0] >= _FIRST_UNSPACED:
            found += _inside(token)
    return tuple(dict.fromkeys(found))


def _inside(token: str) -> list[str]:
    """Scripts that put no spaces between words: look at every place in the run."""
    places = sorted(
        (token.index(foreign), english)
        for foreign, english in _STANDS_FOR.items()
        if foreign[0] >= _FIRST_UNSPACED and foreign in token
    )
    return [english for _, english in places]
