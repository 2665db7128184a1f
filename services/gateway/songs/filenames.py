"""What a downloaded song is called."""

from shared.models.song import Song

_NOT_IN_FILE_NAMES = dict.fromkeys(map(ord, '<>:"/\\|?*\n\r\t'), " ")


def audio_filename(song: Song, extension: str) -> str:
    name = f"{song.owner.name} - {song.title}".translate(_NOT_IN_FILE_NAMES)
    return f"{' '.join(name.split())[:150]}.{extension}"
