"""Terms of the register that pages speak in their own language.

The register records them in English; the catalogue of `locale/` holds their translations.
A term that is not listed here is shown as it was recorded.
"""

from django.utils.translation import gettext, gettext_noop

MODALITIES = [
    gettext_noop("monoclonal antibody"),
    gettext_noop("monoclonal antibody (chimeric)"),
    gettext_noop("monoclonal antibody (humanised)"),
    gettext_noop("monoclonal antibody (fully human)"),
    gettext_noop("monoclonal antibody, IV and SC formulations"),
    gettext_noop("monoclonal antibody, ophthalmic formulation"),
    gettext_noop("bispecific antibody"),
    gettext_noop("antibody-drug conjugate"),
    gettext_noop("antibody-drug conjugate (topoisomerase I payload)"),
    gettext_noop("bispecific antibody-drug conjugate"),
    gettext_noop("Fc fusion protein"),
    gettext_noop("small molecule inhibitor"),
    gettext_noop("small molecule kinase inhibitor"),
    gettext_noop("small molecule tyrosine kinase inhibitor"),
    gettext_noop("small molecule, oral"),
]
TARGETS = [
    gettext_noop("HER2 (domain II)"),
    gettext_noop("HER2 (extracellular subdomain IV, other epitope than trastuzumab)"),
    gettext_noop("HER2 x HER2 (two epitopes)"),
    gettext_noop("HER1/HER2/HER4 (pan-HER)"),
    gettext_noop("PD-L1 x VEGF"),
    gettext_noop("CD47 (SIRPα-Fc)"),
    gettext_noop("oestrogen receptor (SERM)"),
]
DOSE_FORMS = [
    gettext_noop("capsule"),
    gettext_noop("injection"),
    gettext_noop("injection (vial)"),
    gettext_noop("injection for intravenous use"),
    gettext_noop("oral"),
]
STRENGTHS = [
    gettext_noop("60 mg/vial"),
    gettext_noop("150 mg/vial"),
    gettext_noop("420 mg/vial"),
    gettext_noop("100 mg (10 mL)/vial"),
    gettext_noop("60 mg/vial; 420 mg/vial"),
]
INNS = [
    gettext_noop("bevacizumab"),
    gettext_noop("daratumumab"),
    gettext_noop("denosumab"),
    gettext_noop("ipilimumab"),
    gettext_noop("lasofoxifene"),
    gettext_noop("nivolumab"),
    gettext_noop("pembrolizumab"),
    gettext_noop("pertuzumab"),
]
PARTNERS = [
    gettext_noop("abemaciclib"),
    gettext_noop("aromatase inhibitor"),
    gettext_noop("carboplatin"),
    gettext_noop("cetuximab"),
    gettext_noop("chemotherapy"),
    gettext_noop("cyclophosphamide"),
    gettext_noop("docetaxel"),
    gettext_noop("etoposide"),
    gettext_noop("fludarabine"),
    gettext_noop("fluoropyrimidine"),
    gettext_noop("fluorouracil"),
    gettext_noop("fulvestrant"),
    gettext_noop("methotrexate"),
    gettext_noop("nab-paclitaxel"),
    gettext_noop("pemetrexed"),
    gettext_noop("platinum"),
    gettext_noop("serplulimab"),
    gettext_noop("trastuzumab"),
]
AREAS = [
    gettext_noop("oncology"),
    gettext_noop("autoimmune"),
    gettext_noop("bone health"),
    gettext_noop("oncology supportive care"),
]


def spoken(term):
    """Return `term` in the active language; "" for None."""
    return gettext(term) if term else ""
