// Loaded into the Playground's process before its own code, to give it four manners it has no settings for.
"use strict";

const fs = require("node:fs");
const http = require("node:http");
const net = require("node:net");
const path = require("node:path");

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

// 4. Teams draws a card for the width that it has, and gives one that asks for it all the width there is; the
// Playground has the same renderer, but calls every card wide and gives none more than 450 pixels.
const BUNDLE = /^\/static\/js\/main\.\w+\.js$/;
const CLIENT = path.join(path.dirname(process.argv[1] ?? "."), "dist", "client");
const WIDTH = /(this\.parent\.hostWidth:)(\w+)\.Wide\}/;
const ROOT = /(\w+)\((\w+),(this\.hostConfig\.makeCssClassName\("ac-adaptiveCard"\))\)/;
const WANTS_ALL = '"full"===String((this.msTeams||{}).width).toLowerCase()';
const MEASURED = `$1innerWidth<=500?$2.Narrow:${WANTS_ALL}&&innerWidth>=1200?$2.Wide:$2.Standard}`;
const MARKED = `(${WANTS_ALL}&&($2["data-full-width"]=""),$1($2,$3))`;
const FULL_WIDTH = `
div:has([data-full-width]) { max-width: none !important; }
div:has(> div > .fai-OutputCard [data-full-width]) { align-self: stretch !important; }
div:has(> .fai-OutputCard [data-full-width]), .fai-OutputCard:has([data-full-width]),
div:has(> .ac-preview-panel [data-full-width]), .ac-preview-panel:has([data-full-width]) { width: 100% !important; }
`;

function asInTeams(script) {
  const style = `;document.head.append(Object.assign(document.createElement("style"),`;
  return `${script.replace(WIDTH, MEASURED).replace(ROOT, MARKED)}
${style}{textContent:${JSON.stringify(FULL_WIDTH)}}));`;
}

const emit = http.Server.prototype.emit;
http.Server.prototype.emit = function (event, request, response) {
  if (event !== "request" || !BUNDLE.test(request.url)) return emit.apply(this, arguments);
  fs.readFile(path.join(CLIENT, request.url), "utf8", (error, script) => {
    if (error) return emit.apply(this, arguments);
    response.setHeader("content-type", "text/javascript; charset=utf-8");
    response.end(asInTeams(script));
  });
  return true;
};
