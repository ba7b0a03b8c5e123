from henlius.demo.facts import load_facts
from henlius.demo.releases import load_releases
from henlius.demo.report import Report


def load(say=lambda line: None):
    """Load what the database does not hold of the demo yet; return the `Report`.

    `say` gets lines of progress. The facts are one transaction, each release is one.
    """
    report = Report(say)
    catalogue = load_facts(report)
    load_releases(catalogue)
    report.check()
    return report
