//! Names of the months, by month.

/// Names and abbreviations in lower case; a word is a month if it is one of these, or begins with
/// one of at least four letters that inflection may follow.
pub(super) const MONTHS: [&str; 12] = [
    "january jan januar janvier janv enero ene gennaio gen janeiro januari januar styczeń stycznia \
     sty leden ledna ianuarie ian január ocak oca tammikuu tammikuuta января январь янв січня січень \
     януари ιανουαρίου ιανουάριος ιαν يناير كانون januara januára gener xaneiro ינואר जनवरी \
     มกราคม ม.ค jänner jän",
    "february feb februar février févr fév febrero febbraio fevereiro fev februari luty lutego lut \
     únor února februarie február şubat şub helmikuu helmikuuta февраля февраль фев лютого лютий \
     февруари φεβρουαρίου φεβρουάριος φεβ فبراير شباط februára febrer febreiro פברואר फरवरी \
     กุมภาพันธ์ ก.พ feber",
    "march mar märz maerz mars marzo março maart marzec marca březen března martie március mart \
     maaliskuu maaliskuuta марта март мар березня березень μαρτίου μάρτιος μαρ مارس آذار març \
     mrt mär maret maret מרץ मार्च มีนาคม มี.ค marts",
    "april apr avril avr abril abr aprile kwiecień kwietnia kwi duben dubna aprilie április nisan \
     nis huhtikuu huhtikuuta апреля апрель апр квітня квітень април απριλίου απρίλιος απρ أبريل \
     نيسان apríla אפריל अप्रैल เมษายน เม.ย",
    "may mai mayo maggio mag maio mei maj maja květen května május mayıs toukokuu toukokuuta мая май \
     травня травень μαΐου μάιος مايو أيار máj mája maig מאי मई พฤษภาคม พ.ค",
    "june jun juni juin junio giugno giu junho czerwiec czerwca cze červen června iunie június \
     haziran haz kesäkuu kesäkuuta июня июнь июн червня червень юни ιουνίου ιούνιος يونيو حزيران \
     jún júna juny xuño יוני जून มิถุนายน มิ.ย",
    "july jul juli juillet juil julio luglio lug julho lipiec lipca lip červenec července iulie \
     július temmuz tem heinäkuu heinäkuuta июля июль июл липня липень юли ιουλίου ιούλιος يوليو \
     تموز júl júla juliol xullo יולי जुलाई กรกฎาคม ก.ค",
    "august aug août aou agosto ago augustus sierpień sierpnia sie srpen srpna augusztus ağustos ağu \
     elokuu elokuuta августа август авг серпня серпень αυγούστου αύγουστος αυγ أغسطس آب augusta \
     agost אוגוסט अगस्त สิงหาคม ส.ค agustus",
    "september sep sept septembre septiembre settembre set setembro wrzesień września wrz září \
     septembrie szeptember eylül eyl syyskuu syyskuuta сентября сентябрь сен вересня вересень \
     септември σεπτεμβρίου σεπτέμβριος σεπ سبتمبر أيلول septembra setembre setembro ספטמבר सितंबर \
     กันยายน ก.ย",
    "october oct oktober okt octobre octubre ottobre ott outubro out październik października paź \
     říjen října octombrie október ekim eki lokakuu lokakuuta октября октябрь окт жовтня жовтень \
     октомври οκτωβρίου οκτώβριος οκτ أكتوبر تشرين octubre outubro אוקטובר अक्टूबर ตุลาคม ต.ค",
    "november nov novembre noviembre novembro listopad listopada lis noiembrie kasım kas marraskuu \
     marraskuuta ноября ноябрь ноя листопада ноември νοεμβρίου νοέμβριος νοε نوفمبر novembra \
     נובמבר नवंबर พฤศจิกายน พ.ย",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro grudzień grudnia gru \
     prosinec prosince decembrie aralık ara joulukuu joulukuuta декабря декабрь дек грудня грудень \
     декември δεκεμβρίου δεκέμβριος δεκ ديسمبر decembra desembre desember des דצמבר दिसंबर ธันวาคม \
     ธ.ค",
];

/// Months that Czech and Croatian name otherwise are left out: `listopad` is November in Polish and
/// Czech, October in Croatian.
#[cfg(test)]
mod tests {
    use super::MONTHS;

    #[test]
    fn no_name_stands_for_two_months() {
        for (month, names) in MONTHS.iter().enumerate() {
            for name in names.split_whitespace() {
                for later in &MONTHS[month + 1..] {
                    assert!(!later.split_whitespace().any(|other| other == name), "{name}");
                }
            }
        }
    }
}
