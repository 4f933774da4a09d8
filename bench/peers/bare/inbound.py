"""The least that a bot can do: aiohttp, PyJWT on every request, and a card that lies ready."""

import asyncio

import aiohttp
import jwt
import orjson
from aiohttp import web

from bench.peers import served
from bench.peers.gauge import Gauge
from bench.peers.served import HOST, MESSAGES, Errand


async def main(todo: Errand) -> None:
    """Serve until the standard input ends."""
    keys = await _keys(todo.keys_url)
    answer = orjson.dumps(todo.answer())

    async def messages(request: web.Request) -> web.Response:
        token = request.headers["Authorization"].removeprefix("Bearer ")
        key = keys[jwt.get_unverified_header(token)["kid"]]
        claims = jwt.decode(token, key, algorithms=["RS256"], audience=todo.app_id, issuer=todo.issuer)
        body = orjson.loads(await request.read())
        if claims["serviceurl"] != body["serviceUrl"] or body["value"]["action"]["type"] != "Action.Execute":
            raise web.HTTPUnauthorized
        return web.Response(body=answer, content_type="application/json")

    application = web.Application()
    application.router.add_post(MESSAGES, messages)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, HOST, todo.port).start()
    gauge = Gauge()
    served.attend(gauge)
    await gauge.watch()


async def _keys(url: str) -> dict[str, jwt.PyJWK]:
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        listed = orjson.loads(await answer.read())["keys"]
    return {each["kid"]: jwt.PyJWK(each, algorithm="RS256") for each in listed}


if __name__ == "__main__":
    asyncio.run(main(served.given()))
