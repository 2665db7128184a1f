"""The process of an inference worker: hear signals first, load everything else after."""

import asyncio
import signal


async def main() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    # Only now: this takes a second, in which a signal would end the process unheard.
    # Engine processes import this module too, and should not load what it loads.
    from services.gpu_inference.serving import serve_until

    await serve_until(stop)


if __name__ == "__main__":
    asyncio.run(main())
