//! Names of shortcodes.

/// Names that only publishing systems write; a name that ends with `_` stands for all it begins.
const KNOWN: &[&str] = &[
    "caption",
    "wp_caption",
    "gallery",
    "embed",
    "audio",
    "video",
    "playlist",
    "youtube",
    "vimeo",
    "soundcloud",
    "instagram",
    "tweet",
    "twitter",
    "slideshare",
    "googlemaps",
    "contact-form",
    "contact-form-7",
    "contact-form-8",
    "gravityform",
    "gravityforms",
    "wpforms",
    "ninja_form",
    "mc4wp_form",
    "newsletter_signup",
    "adrotate",
    "adsense",
    "ad_banner",
    "dropcap",
    "pullquote",
    "one_half",
    "one_half_last",
    "one_third",
    "one_third_last",
    "two_third",
    "divider",
    "spacer",
    "sharethis",
    "addtoany",
    "rev_slider",
    "layerslider",
    "metaslider",
    "smartslider3",
    "toc",
    "wp_ad_camp",
    "polldaddy",
    "poll",
    "crowdsignal",
    "recaptcha",
    "vc_",
    "et_pb_",
    "su_",
    "fusion_",
    "av_",
    "cs_",
    "mk_",
    "woocommerce_",
    "ultimate_",
    "siteorigin_",
    "fl_builder",
    "elementor-",
    "td_block",
    "display-posts",
    "ssba",
    "shareaholic",
    "jetpack",
    "blockquote",
    "more",
    "nextpage",
];

/// Whether the name is a shortcode's or one that all forums have.
pub(super) fn is_common(name: &str) -> bool {
    is_paired(name) || is_known(name)
}

/// Whether the name is one that all forums have, which opens and closes.
pub(super) fn is_paired(name: &str) -> bool {
    matches!(
        name,
        "b" | "i" | "u" | "s" | "url" | "img" | "quote" | "code" | "list" | "color" | "size"
    )
}

/// Whether only publishing systems write the name.
pub(super) fn is_known(name: &str) -> bool {
    KNOWN.iter().any(|&known| {
        if known.ends_with(['_', '-']) { name.starts_with(known) } else { name == known }
    })
}
