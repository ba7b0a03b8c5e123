"""What browsers could offer to pages, and no page of this site may ask for."""

DENIED = ("camera", "microphone", "geolocation", "browsing-topics")
POLICY = ", ".join(f"{feature}=()" for feature in DENIED)


def permissions_policy(get_response):
    """Middleware for every answer, files and redirects included: it stands outside of all others."""

    def answer(request):
        response = get_response(request)
        response["Permissions-Policy"] = POLICY
        return response

    return answer
