// Loaded into the Playground's process before its own code, to give it three manners it has no settings for.
"use strict";

const http = require("node:http");
const net = require("node:net");

const LOOPBACK = "127.0.0.1";
const LOCALE = process.env.PLAYGROUND_LOCALE;

// 1. It would listen on every network card, without asking anybody for a password.
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (port, ...rest) {
  const namesOnlyPort = typeof port === "number" && typeof rest[0] !== "string";
  return namesOnlyPort ? listen.call(this, port, LOOPBACK, ...rest) : listen.call(this, port, ...rest);
};

// 2. It says en-US for everybody; Teams says the language that the person has chosen.
function inTheirLanguage(request, chunk) {
  const whole = Number(request.getHeader("content-length")) === Buffer.byteLength(chunk);
  if (request.headersSent || !whole) return chunk;
  const translated = chunk.toString().replaceAll('"locale":"en-US"', `"locale":"${LOCALE}"`);
  request.setHeader("content-length", Buffer.byteLength(translated));
  return translated;
}

if (LOCALE) {
  for (const name of ["write", "end"]) {
    const original = http.ClientRequest.prototype[name];
    http.ClientRequest.prototype[name] = function (chunk, ...rest) {
      const isBody = typeof chunk === "string" || Buffer.isBuffer(chunk);
      return original.call(this, isBody ? inTheirLanguage(this, chunk) : chunk, ...rest);
    };
  }
}

// 3. It would outlive a parent that was killed; its standard input ends when the parent does.
process.stdin.resume();
process.stdin.on("end", () => process.exit());
