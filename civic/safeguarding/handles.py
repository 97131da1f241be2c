"""Names of accounts, and "look me up there": how a talk is led to another place."""

import re

NET = (
    r"(?:insta(?:gram)?|ig|face(?:book)?|fb|feis(?:buk)?|snap(?:chat)?|tik ?tok|tt|roblox|discord|dis|twitter|twt|telegram|"
    r"whats(?:app)?|messenger|minecraft|mine|fort?nite|free ?fire|ff|steam|xbox|psn|play|twitch|kwai|be ?real|threads|kik|"
    r"youtube|yt|canal|brawl(?: stars)?|among us|spotify|pinterest|gamertag|usuario|user(?:name)?|nick(?:name)?)"
)
#: After "mi insta es": what tells about the account and does not name it.
ABOUT = (
    r"(?:muy|mas|de|del|una?|el|la|los|las|lo|que|qe|privad[oa]|public[oa]|para|mi|donde|porque|bonit[oa]|nuev[oa]|algo|no|solo|pur[oa]s?|"
    r"bien|buen[oa]|mal[oa]|fe[oa]|gratis|peligros[oa]|divertid[oa]|aburrid[oa]|genial|mejor|peor|super|tan|como|cuando|a|en|con|y|"
    r"roblox|minecraft|fortnite|free|the|mio|mia|suyo|secret[oa]|malisim[oa]|padre|chid[oa]|cool|facil|dificil|ya|se|si|lent[oa]|adict\w*|ilegal)\b"
)
ACCOUNT = rf"(?!{ABOUT})(?![\d .-]{{5,}})(?=[\d@. ]{{0,12}}[a-z_])(?:@ ?|arr?o[bv]a )?[a-z0-9_][a-z0-9_.#-]{{2,30}}"
SELF = r"(?:me llamo|soy|estoy como|aparezco como|salgo como|me encuentran como|me encuentras como|como)"
SEEK = (
    r"(?:(?:bus[ck]|agreg|sig|siga|encuentr|escrib|etiquet|anad|contact|invit|habl|suscrib|stalke)"
    r"[a-z]{0,4}(?:me|nme|nos|anme|enme)|"
    r"manda(?:me|nme|rme|r)? (?:solicitud|inbox|dm|mensaje|invitacion)|"
    r"mande[nm]*me (?:solicitud|inbox|dm|mensaje)|dame follow|denme follow|"
    r"pasame tu|pasenme su|pasen su|dame tu|denme su)"
)
HANDLE = re.compile(
    r"(?<![\w@.])@ ?(?!las?\b|los?\b)[a-z0-9_](?:[a-z0-9_.]{2,30})"
    r"|\barr?o[bv]a (?!es\b|de\b|no\b|que\b|se\b|en\b|y\b|para\b|como\b)[a-z0-9_.]{3,30}"
    r"|(?<![\w#])[a-z][a-z0-9_.]{1,31}#\d{4}(?!\d)"
    rf"|\b(?:mi|el|su|tu|nuestro) {NET}(?: de [a-z]{{2,12}}(?: [a-z]{{2,12}})?)? ?"
    rf"(?:es\b|esta como\b|se llama\b|:|=|->)[: ]{{0,2}}{ACCOUNT}"
    rf"|\b{NET} ?(?::|=|->) ?{ACCOUNT}"
    rf"|\b{SEEK} (?:[a-z]{{1,4}} ){{0,2}}?(?:solicitud )?"
    rf"(?:en |por |al? |de )?(?:el |mi |tu |su )?{NET}\b(?:[ ,]+(?:{SELF})? ?{ACCOUNT})?"
    rf"|\ben (?:el |mi )?{NET}[, ]+(?:yo )?{SELF} {ACCOUNT}"
    rf"|\b{SEEK},? (?:me llamo|soy|estoy como|como) [a-z0-9_.]{{0,20}}[\d_][a-z0-9_.]{{0,20}}"
    r"|\b(?:insta|ig|face|snap|tiktok|discord|roblox|user|usuario|gamertag) @? ?"
    r"(?=[a-z.]{2,20}[\d_.]+[a-z0-9]|[a-z.]{0,20}_)[a-z0-9_.]{4,30}"
)
