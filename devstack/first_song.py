"""The lines that make a first song from a terminal; shown by ``dev`` and the README."""

from typing import Final

_BLOCK: Final = """\
url={url}
json="Content-Type: application/json"
curl -fsS -b cookies.txt -c cookies.txt "$url/api/auth/sign-up" -H "Origin: $url" \\
  -H "$json" -d '{{"email": "me@example.com", "password": "a long first password",
  "name": "Me"}}'
song=$(curl -fsS -b cookies.txt "$url/api/songs" -H "Origin: $url" -H "$json" -d '{{
  "mode": "description", "audio_duration": 60,
  "full_described_song": "a slow blues about rain on a tin roof"}}' |
  python3 -c 'import json, sys; print(json.load(sys.stdin)["songs"][0]["id"])')
curl -fsSN -b cookies.txt "$url/api/songs/$song/events"
mp3=$(curl -fsS -b cookies.txt "$url/api/songs/$song/audio?format=mp3" |
  python3 -c 'import json, sys; print(json.load(sys.stdin)["url"])')
curl -fsS -o song.mp3 "$mp3" && echo "song.mp3 is there: play it"
"""


def first_song(url: str) -> str:
    """One block to paste: sign up, ask for a song, watch it being made, fetch it."""
    return _BLOCK.format(url=url)
