import pytest
@pytest.mark.django_db
def test_a(client):
    r = client.get("/readyz"); print(r.content, r.headers); assert r.status_code == 200
