"""The program ``musicgenerator``: start the stack, examine the machine, fetch the rest."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from devstack.costs import HELP, costs
from devstack.failures import StackFailure
from services.workflows.audit import options as audit_options
from services.workflows.upkeep import options as upkeep_options

if TYPE_CHECKING:
    from services.gpu_inference.weights.manifest import Manifest

app = typer.Typer(
    name="musicgenerator",
    help="An AI music service that people can run themselves.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    # Plain text: the coloured boxes cost a quarter of a second at each --help.
    rich_markup_mode=None,
)

models = typer.Typer(
    name="models",
    help="The real models' weights, in MODEL_DIR (models).",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(models)

# Each command imports what it needs itself, so that --help answers at once.


@app.command()
def dev() -> None:
    """Run the whole service here: servers, workers and gateway.

    PORT (8000) is the gateway's; STACK_DIR (.stack) holds all data. With both
    changed, a second stack runs beside the first.
    """
    from devstack.dev import run

    try:
        run()
    except StackFailure as failure:
        _refuse(failure)


@app.command()
def doctor() -> None:
    """Say what this machine has, what is missing, and how to mend it."""
    from devstack.doctor import run

    if not run():
        raise typer.Exit(1)


@app.command()
def audit(
    *,
    settle: audit_options.Settle = audit_options.SETTLE_SECONDS,
    grace: audit_options.Grace = audit_options.GRACE_SECONDS,
    deep: audit_options.Deep = False,
    logs: audit_options.Logs = None,
    as_json: audit_options.AsJson = False,
) -> None:
    """Check what is always true of the running stack's credits, songs and logs.

    Exit status 0: no violation. 1: each is printed. 2: something could not be asked.
    STACK_DIR (.stack) names the stack; its own logs are searched unless others are named.
    """
    from devstack.audit import audit as audit_stack
    from shared.contracts.audit import Audit

    request = Audit(settle_seconds=settle, grace_seconds=grace, is_deep=deep)
    try:
        status = audit_stack(request, logs=logs, as_json=as_json)
    except StackFailure as failure:
        _refuse(failure, status=2)
    raise typer.Exit(status)


@app.command()
def upkeep(
    *,
    errands: upkeep_options.Errands = None,
    apply: upkeep_options.Apply = False,
    trust_database: upkeep_options.TrustDatabase = False,
) -> None:
    """Tell what somebody should have done and nobody has; with --apply, do it.

    Of the running stack that STACK_DIR (.stack) names. Its worker does the same by itself:
    songs and holds each minute, objects and expiry each hour.
    """
    from devstack.upkeep import upkeep as keep_stack

    try:
        through = keep_stack(errands or [], apply=apply, trusts_database=trust_database)
    except StackFailure as failure:
        _refuse(failure)
    if not through:
        raise typer.Exit(1)


app.command("costs", help=HELP)(costs)


@app.command()
def setup() -> None:
    """Fetch the instruments: they do not come with pip."""
    from devstack.soundfont import fetch

    typer.echo("Looking for the soundfont, about 60 MB when it must be fetched…")
    try:
        typer.echo(f"Soundfont: {fetch()}")
    except StackFailure as failure:
        _refuse(failure)


@models.command()
def fetch(
    composer: Annotated[
        str | None,
        typer.Option(help="xl-turbo (the default), xl-base, or a repository."),
    ] = None,
    lyricist: Annotated[
        str | None, typer.Option(help="qwen2-7b (the default), or a repository.")
    ] = None,
    cover: Annotated[
        str | None,
        typer.Option(help="sdxl-turbo (the default), flux-schnell, or a repository."),
    ] = None,
) -> None:
    """Fetch what is not there yet, verify it, and write the manifest.

    A repository is named as owner/name or owner/name@revision. HF_TOKEN opens those
    that ask for an account.
    """
    from shared.errors import DomainError

    try:
        from services.gpu_inference.weights.fetching import fetch as fetch_weights
        from services.gpu_inference.weights.sources import sources

        chosen = {"composer": composer, "lyricist": lyricist, "cover": cover}
        wanted = sources(**{role: name for role, name in chosen.items() if name})
        manifest = fetch_weights(_model_dir(), wanted, tell=typer.echo)
    except ModuleNotFoundError as error:
        _refuse(f"The package {error.name} is missing: run `make studio`.")
    except DomainError as error:
        _refuse(error)
    _tell(manifest)


@models.command()
def check() -> None:
    """Read all weights and compare them with the manifest."""
    from services.gpu_inference.weights.checking import check as check_weights
    from shared.errors import DomainError

    try:
        checked = check_weights(_model_dir())
    except DomainError as error:
        _refuse(error)
    _tell(checked.manifest)
    size_gb = checked.size_bytes / 1e9
    typer.echo(f"All is whole: {size_gb:.1f} GB read in {checked.seconds:.0f} s.")


@models.command()
def seal(
    folders: Annotated[
        list[str] | None, typer.Argument(help="Of ace-step, qwen and cover.")
    ] = None,
    name: Annotated[str, typer.Option(help="What to call the model.")] = "",
    revision: Annotated[str, typer.Option(help="Which version it is.")] = "local",
    license_name: Annotated[
        str, typer.Option("--license", help="Its licence, by its SPDX id.")
    ] = "unknown",
) -> None:
    """Take the weights that you put into MODEL_DIR yourself as they are.

    Without folders named: all that the manifest does not have yet.
    """
    from services.gpu_inference.weights import checking
    from shared.errors import DomainError

    try:
        manifest = checking.seal(
            _model_dir(),
            folders=folders or checking.unsealed(_model_dir()),
            name=name,
            revision=revision,
            license_name=license_name,
        )
    except DomainError as error:
        _refuse(error)
    _tell(manifest)


@models.command()
def tiny(folder: Path) -> None:
    """Make tiny models with random weights in a folder: noise, but soon there."""
    try:
        from services.gpu_inference.engines.studio.tiny.folder import build_tiny_models
    except ModuleNotFoundError as error:
        _refuse(f"The package {error.name} is missing: run `make studio`.")
    build_tiny_models(folder)
    typer.echo(f"Tiny models: {folder} (set MODEL_DIR to it)")


def _model_dir() -> Path:
    from shared.settings import EngineSettings, load

    return load(EngineSettings).model_dir


def _tell(manifest: "Manifest") -> None:
    for folder, model in sorted(manifest.models.items()):
        size_gb = model.size_bytes / 1e9
        typer.echo(
            f"{folder:10}{size_gb:6.1f} GB  {model.name} {model.revision[:8]}"
            f" ({model.license})"
        )


def _refuse(failure: Exception | str, *, status: int = 1) -> NoReturn:
    typer.echo(str(failure), err=True)
    raise typer.Exit(status)


if __name__ == "__main__":
    app()
