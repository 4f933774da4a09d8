"""One session, one JSON encoder, so many requests in flight: nobody in Python on aiohttp sends faster."""

import asyncio

import aiohttp
import orjson

from bench.peers import errand
from bench.peers.errand import BOT_ID, SUMMARY, Errand

HEADERS = {"Content-Type": "application/json", "Accept": "application/json", "Authorization": "Bearer bench"}


async def main(todo: Errand) -> None:
    """Send the errand's cards."""
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "content": todo.card()}
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def send(conversation: str) -> None:
            message = {
                "type": "message",
                "from": {"id": BOT_ID},
                "conversation": {"id": conversation},
                "summary": SUMMARY,
                "attachments": [attachment],
            }
            address = f"{todo.service_url}/v3/conversations/{conversation}/activities"
            async with session.post(address, data=orjson.dumps(message), headers=HEADERS) as answer:
                orjson.loads(await answer.read())["id"]

        await errand.run(todo, send)


if __name__ == "__main__":
    asyncio.run(main(errand.given()))
