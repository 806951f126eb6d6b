"""Two clients of Open311 that others wrote, against a node.

Arguments: the endpoint, the agency, an app's key, a category. Prints what they found as JSON; fails where they do not agree.
georeport lists and follows, in JSON and in XML, but sends no key by itself: its session gets it as a parameter of every call.
three files; it was written for Python 2 and asks for one name of that time.
"""

import itertools
import json
import sys
import warnings

import requests

warnings.simplefilter("ignore")
itertools.ifilter = filter
import georeport  # noqa: E402
import three  # noqa: E402

endpoint, agency, key, category = sys.argv[1:]

client = three.Three(endpoint, api_key=key, jurisdiction=agency)
assert client.discovery()["endpoints"][0]["specification"].endswith("GeoReport_v2")
codes = [service["service_code"] for service in client.services()]
assert category in codes, codes
filed = client.post(
    category,
    description='Un trou & une fuite <ici> "là"',
    name="Amal Exemple",
    address="12, rue du Port",
    lat="33.97",
    long="-6.85",
    media_url="http://127.0.0.1:9/photo.jpg",
)
reference = filed[0]["service_request_id"]
own = {"api_key": key}
assert client.request(reference, **own)[0]["service_request_id"] == reference
assert client.token(reference, **own)[0]["service_request_id"] == reference
assert [one["service_request_id"] for one in client.requests(category, **own)] == [reference]
refused = three.Three(endpoint, api_key="wrong", jurisdiction=agency).post(category, description="x")
assert refused[0]["code"] == 403, refused

with_key = requests.Session()
with_key.params = own
found = {}
for form in ("json", "xml"):
    plain = georeport.GeoReport(endpoint, jurisdiction=agency, output_format=form)
    services = plain.get_service_list()
    found[form] = next(service["service_name"] for service in services if service["service_code"] == category)
    assert plain.get_service_definition(category)["service_code"] == category
    try:
        plain.get_service_request(reference)
        raise AssertionError("a case without a key")
    except requests.HTTPError as error:
        assert error.response.status_code == 403, error
    sends, requests.get = requests.get, with_key.get
    one = plain.get_service_request(reference)
    listed = plain.get_service_requests(status="open")
    requests.get = sends
    listed = listed if isinstance(listed, list) else [listed]
    assert [case["service_request_id"] for case in listed] == [one["service_request_id"]] == [reference]
    assert one["service_code"] == category and not one["description"], one
assert found["json"] == found["xml"], found
print(json.dumps({"reference": reference, "name": found["xml"], "status": one["status"]}))
