"""An index of the songs that were made from a song."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    # Deleting a song needs it, too: its children must forget it, and are looked for.
    op.create_index(
        "songs_of_a_parent",
        "songs",
        ["parent_song_id", "created_at", "id"],
        postgresql_where=sa.text("parent_song_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("songs_of_a_parent", "songs")
