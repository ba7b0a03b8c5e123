"""The public pipeline page through the client."""

import pytest

from tests import factories as make


def programmes(count):
    """Record `count` assets with a programme each, and a product that the first one became."""
    for n in range(count):
        asset = make.asset(f"X-{n}")
        asset.products.add(make.product(f"testamab-{n}"))
        make.recorded(
            make.asset_facts(asset),
            make.programme_stage(make.programme(asset, key=f"x-{n}")),
            make.product_facts(make.product(f"testamab-{n}")),
        )


@pytest.mark.parametrize("count", (1, 3))
def test_pipeline_query_count(db, client, django_assert_num_queries, count):
    programmes(count)

    with django_assert_num_queries(3):
        response = client.get("/en/pipeline/")

    (group,) = response.context["page"].groups
    assert [asset.code for asset in group.assets] == [f"X-{n}" for n in range(count)]
