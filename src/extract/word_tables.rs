//! The words of [`super::words`], by group.

/// Words of class names, ids, roles and `itemprop`s. A plural in -s is found by its singular.
pub(super) const CLASS_GROUPS: &[(&str, &str)] = &[
    (
        "article",
        "article story post entry artikel articulo artigo articolo nota noticia notizia \
      news beitrag haber makale berita artykul wpis clanek cikk statya novost novosti blog blogpost \
      single hentry beitragsinhalt bai tin actu actualite nyhet uutinen",
    ),
    (
        "body",
        "body text copy richtext rte wysiwyg prose markdown paragraph cuerpo texto texte corps \
      corpo testo inhoud tekst metin isi tresc txt bodytext articlebody storybody",
    ),
    (
        "content",
        "content contents contenido contenu contenuto conteudo inhalt innehall icerik konten \
      noidung sisalto tartalom obsah",
    ),
    ("main", "main primary center page wrapper container inner"),
    (
        "nav",
        "nav navigation navbar navi menu menubar submenu megamenu navigacion navegacion \
      hamburger offcanvas drawer sitemap skiplink",
    ),
    ("breadcrumb", "breadcrumb crumb migas brotkrumen ariane"),
    ("header", "header masthead topbar head top kopf cabecera entete toolbar navtop"),
    ("footer", "footer bottom foot colophon fuss pie rodape pied fusszeile contentinfo"),
    ("side", "sidebar aside rail side secondary complementary lateral barra seitenleiste gutter"),
    (
        "related",
        "related relacionada relacionado recommended recommendation recommend recirc \
      recirculation similar suggested suggestion outbrain taboola verwandt verwandte liees \
      associes correlati readmore more also upnext see further continue zergnet yarpp jp",
    ),
    (
        "popular",
        "popular trending trend latest most mostread recent top hot viewed best featured \
      newest meistgelesen populaire ultimas ultime",
    ),
    (
        "teaser",
        "teaser card tile promo promotion feed listing archive cards promobox upsell \
      thumb thumbnail listitem newslist",
    ),
    (
        "share",
        "share sharing shared social socials facebook twitter whatsapp pinterest linkedin \
      instagram follow sharedaddy addtoany addthis partage partager compartir teilen condividi \
      compartilhar paylas delen bookmark tweet fb sns print email",
    ),
    (
        "comment",
        "comment disqus respond kommentar kommentare comentario commentaire commenti \
      reactie yorum coment komentar komentarz discussion livefyre viafoura coral opinion feedback",
    ),
    (
        "subscribe",
        "newsletter subscribe subscription subscriber signup optin mailchimp paywall \
      premium regwall abo abonnement suscripcion boletin mailing piano membership member donate \
      donation abonneren inscription",
    ),
    (
        "ad",
        "ad ads adv advert advertisement advertising adsense adslot advertorial sponsor sponsored \
      banner publicidad publicite publicidade werbung anzeige reklama reklam pubblicita dfp gpt \
      adunit commercial leaderboard mpu billboard sponsorship partner affiliate anuncio adbox",
    ),
    (
        "consent",
        "cookie consent gdpr onetrust privacy popup modal overlay dialog toast lightbox \
      alert notice notification cmp didomi",
    ),
    (
        "author",
        "author byline bio autor auteur autore writer contributor profile avatar vcard \
      yazar penulis redakteur forfatter signature gravatar about biography",
    ),
    (
        "date",
        "date time published timestamp datum fecha data tarih posted updated modified \
      datetime dateline pubdate created publish",
    ),
    ("meta", "meta info metadata details postmeta infos entrymeta"),
    (
        "title",
        "title headline heading titulo titre titel titolo ueberschrift baslik judul hed \
      pagetitle tieude tytul nadpis otsikko",
    ),
    (
        "lead",
        "lead lede dek intro summary excerpt standfirst subtitle subheadline subheading \
      description abstract kicker chapo sumario spot vorspann teasertext ingress sapo entradilla \
      bajada subhead deck anrisstext chapeau sommario manchet perex",
    ),
    (
        "media",
        "caption figure image img photo media gallery credit legend bild foto video player \
      picture slideshow figcaption epigrafe copyrightholder bildunterschrift legende embed audio \
      podcast photocredit didascalia",
    ),
    (
        "tag",
        "tag category categories topic keyword label taxonomy etiqueta schlagwort themen cat \
      tema thema mots hashtag tagcloud sujet",
    ),
    (
        "form",
        "search form login signin register account input button btn cta field suche buscar \
      select dropdown filter sort",
    ),
    (
        "shop",
        "product price cart shop buy checkout wishlist sku rating review stock deal coupon \
      offer store pricing basket quantity variant",
    ),
    (
        "forum",
        "thread message forum answer question reply replies topics posts discussion qa bbp \
      postbody bbcode",
    ),
    (
        "list",
        "list grid item row col column carousel slider swiper slick slide gallerygrid \
      collection loop",
    ),
    (
        "hidden",
        "hidden hide sr visually screenreader skip offscreen noprint invisible assistive \
      tooltip",
    ),
    ("toc", "toc outline index inhaltsverzeichnis accordion tab tabs faq panel collapse"),
    ("legal", "copyright disclaimer legal terms impressum policy license"),
    ("pager", "pagination pager prev previous next paging pagenav older newer paginate"),
];

/// Words of short texts: what a line is for.
pub(super) const TEXT_GROUPS: &[(&str, &str)] = &[
    (
        "share",
        "share tweet facebook twitter whatsapp pinterest linkedin instagram telegram follow \
      email print copy compartir compartilhar partager teilen condividi paylaş delen dela udostępnij \
      поделиться シェア 分享 مشاركة youtube reddit flipboard messenger tiktok",
    ),
    (
        "related",
        "related recommended similar read more also see trending popular latest \
      relacionadas relacionados relacionado leer lire lea leia mehr lesen auch leggi lees meer okuyun \
      читайте также 関連 相关 相關 baca juga xem thêm přečtěte czytaj także weitere verwandte \
      articles stories recent featured recommends",
    ),
    (
        "subscribe",
        "subscribe newsletter newsletters inbox sign signup register email subscription \
      suscríbete suscribirse abonnez abonnieren anmelden iscriviti assine inscreva abone подписаться \
      subscriber subscribers membership donate unsubscribe login log",
    ),
    (
        "comment",
        "comment comments reply replies kommentar kommentare comentarios comentario \
      commentaires commenti reacties yorum yorumlar комментарии コメント 评论 تعليق respond discussion \
      upvote responses",
    ),
    (
        "ad",
        "advertisement advertisements ad ads sponsored advertising publicidad werbung anzeige \
      publicité publicidade реклама reklam reklama 広告 广告 promoted pubblicità advert إعلان",
    ),
    (
        "legal",
        "copyright rights reserved © privacy policy terms cookies cookie disclaimer impressum \
      datenschutz aviso legal agb mentions légales conditions",
    ),
    (
        "author",
        "by author written posted von por par di door af av autor auteur автор yazar posté \
      editor reporter correspondent contributor staff writer redaktion redacción redazione",
    ),
    (
        "date",
        "published updated posted ago min minutes minute hours hour days am pm january february \
      march april may june july august september october november december jan feb mar apr jun jul \
      aug sep sept oct nov dec publicado actualizado publié veröffentlicht aktualisiert stand uhr \
      pubblicato gepubliceerd yayınlanma опубликовано mis date edt est gmt utc ist",
    ),
    (
        "site",
        "menu home search skip navigation login account contact about help faq sitemap careers \
      jobs advertise inicio startseite accueil suche buscar главная anasayfa beranda 首页 ホーム \
      support services company blog press team shop store",
    ),
    (
        "tag",
        "tags tag topics topic categories category filed under keywords schlagwörter themen \
      etiquetas temas sujets mots clés argomenti tagi метки теги etiketler more labels",
    ),
    (
        "credit",
        "photo image photograph source credit getty images reuters ap afp epa shutterstock \
      foto fotos bild quelle fuente fotografía crédit via courtesy istock unsplash video watch \
      picture illustration dpa imago",
    ),
    (
        "pager",
        "next previous prev load show older newer page back top view continue weiter zurück \
      siguiente anterior suivant précédent следующая ещё all close expand click here learn",
    ),
    (
        "shop",
        "buy price cart add shop order shipping stock sale free save off usd quantity reviews \
      review rating stars checkout wishlist compare warranty returns delivery",
    ),
    (
        "contact",
        "phone tel fax address email street call hours office telefon teléfono mail \
      monday tuesday wednesday thursday friday saturday sunday appointment map directions",
    ),
];

/// Function words of many languages: running text is full of them, menus are not.
pub(super) const FUNCTION_WORDS: &str = "the of and to in a is that it for on with as was are at be \
    this have from or an by not but which they you were their has had its been we i he she his her \
    if would there what when who will can more about than so them some could these do into then \
    de la que el en y los del se las por un para con no una su al lo como más pero sus le ya o este \
    sí porque esta entre cuando muy sin sobre también me hasta hay donde \
    le les des du et à dans est une pour qui au pas sur plus par ne avec ce il sont son ses ont été \
    cette mais nous vous elle être fait comme leur \
    der die und den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden \
    aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben \
    nur oder aber vor zur bis mehr durch man sein wurde sei \
    di che è e il della per non si sono gli con ha alla più nel dei anche come ma delle dal lo questo \
    da em não uma os dos mais foi ao das seu ou ser quando mesmo pela até isso ela são também pelo \
    het een van en dat op te zijn voor met er maar om hem dan zou wat mijn men dit door zij aan ook \
    och att det som på är av för med till den har inte om ett men var jag han hon från så ska kan \
    og i er til at af ikke der vi eller også fra \
    ja on ei että se oli mutta ovat kun hän \
    i w nie na z się do to jest że o jak za od po co tak tym był przez ale dla czy są oraz \
    a se je na v že s do o i za to jako po byl si ale by k pro ve aby jsem když tak \
    és az hogy egy nem is meg csak már de volt vagy ez mint még \
    și în nu cu care este din pe mai sunt fost \
    и в не на я что с он как это по а у но к за из от все же так его о для было бы вы мы только они \
    та що у не до як за він але це які було також від про \
    ve bir bu da için ile çok olarak daha olan gibi kadar sonra ne ama olduğu değil her \
    και το να του η της με που για από τα είναι στο ότι θα των \
    в на да се за от е са като по с но не и че ще \
    và của là có được trong cho không với các một này đã những người khi để về \
    yang dan di ini itu dengan untuk dari tidak dalam akan pada juga ke karena oleh ada adalah \
    في من على أن إلى عن التي الذي هذا ما لا مع كان هذه و أو قد لم \
    של את על לא זה הוא עם כי גם או היא אל \
    के में की है और से को का पर यह ने कि भी हैं था लिए एक नहीं \
    এবং এই করে থেকে এর না ও";
