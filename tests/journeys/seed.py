"""What the release of 17 September 2025 says, as its source gives it: the expectation, typed once."""

INITIAL = (
    "for the treatment of adult patients with hormone receptor (HR)-positive, human epidermal "
    "growth factor receptor2 (HER2)-negative locally advanced or metastatic breast cancer: in "
    "combination with an aromatase inhibitor as initial endocrine therapy"
)
FULVESTRANT = (
    "in combination with fulvestrant for the treatment of adult patients with hormone receptor "
    "(HR)-positive, human epidermal growth factor receptor 2 (HER2)-negative recurrent or "
    "metastatic breast cancer with disease progression following endocrine therapy"
)
TITLES = {
    "en": "Henlius Achieves Breakthrough in First-Line Breast Cancer Therapy: "
    "Innovative CDK4/6 Inhibitor FUTUONING Approved for New Indication",
    "zh-hans": "复宏汉霖乳腺癌一线治疗再获突破：创新型CDK4/6抑制剂复妥宁新适应症获批",
}
ADDRESSES = {language: f"/{language}/news/2025/futuoning-second-indication/" for language in TITLES}
