"""From a release's blocks and the register to the article that an edition freezes."""

from newsroom.assembly.articles import TEMPLATE_VERSION, Article, articles
from newsroom.assembly.moment import Moment, moment_for
from newsroom.assembly.shown import Finding

__all__ = ["TEMPLATE_VERSION", "Article", "Finding", "Moment", "articles", "moment_for"]
