// Opens reports in Chromium and prints `ok - …` or `not ok - …` for each test.
//
//   node check.mjs MODULES CHROMIUM WORK NAME=FILE.html ...
//
// MODULES is where the packages are installed. SHOTS=FOLDER keeps pictures of what was looked at.
import { createRequire } from 'node:module';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync, mkdtempSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, chromium, work, ...reports] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), 'package.json'));
const puppeteer = require('puppeteer-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

let failed = 0;
function test(name, wrong) {
    const lines = [].concat(wrong).filter(Boolean);
    console.log((lines.length ? 'not ok - ' : 'ok - ') + name);
    for (const line of lines.slice(0, 30)) console.log('# ' + String(line).replace(/\n/g, ' '));
    failed += lines.length > 0;
}

const browser = await puppeteer.launch({
    executablePath: chromium,
    headless: true,
    userDataDir: mkdtempSync(join(work, 'chromium-')),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync', '--hide-scrollbars'],
});

async function open(file, width, scheme) {
    const page = await browser.newPage();
    const seen = { requests: [], messages: [] };
    page.on('request', request => seen.requests.push(request.url()));
    page.on('console', message => seen.messages.push(message.text()));
    page.on('pageerror', error => seen.messages.push(error.message));
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.goto(pathToFileURL(resolve(file)).href, { waitUntil: 'load' });
    return [page, seen];
}

// What axe finds, also in what is folded up.
async function violations(page) {
    await page.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true; }));
    await page.evaluate(axe);
    const result = await page.evaluate(() => globalThis.axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }));
    return result.violations.flatMap(v => v.nodes.slice(0, 3).map(n => `${v.id}: ${n.html.slice(0, 120)}: ${n.failureSummary}`));
}

async function shot(page, name) {
    if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, name + '.png'), fullPage: true });
}

// Each picture gets a word in its upper left and lower right corner; printed, both must stand on one page and
// inside of it. A picture that is cut loses one of them.
async function printed(page, name) {
    const count = await page.evaluate(() => {
        const pictures = [...document.querySelectorAll('svg')];
        const say = (picture, x, y, word, anchor) => {
            const text = document.createElementNS('http://www.w3.org/2000/svg', 'text');
            text.setAttribute('x', x);
            text.setAttribute('y', y);
            text.setAttribute('text-anchor', anchor);
            text.textContent = word;
            picture.append(text);
        };
        pictures.forEach((picture, i) => {
            const box = picture.viewBox.baseVal;
            say(picture, box.x, box.y + 12, `BEGIN${i}X`, 'start');
            say(picture, box.x + box.width, box.y + box.height - 2, `END${i}X`, 'end');
        });
        return pictures.length;
    });
    const file = join(work, name + '.pdf');
    writeFileSync(file, await page.pdf({ format: 'A4', preferCSSPageSize: true, printBackground: true }));
    const pages = execFileSync('pdftotext', ['-bbox', file, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 }).split('<page ').slice(1);
    const where = {};
    const wrong = [];
    pages.forEach((text, number) => {
        const [, width, height] = text.match(/width="([\d.]+)" height="([\d.]+)"/).map(Number);
        const sizes = [width, height].map(Math.round).sort((a, b) => a - b);
        if (Math.abs(sizes[0] - 595) > 1 || Math.abs(sizes[1] - 842) > 1) wrong.push(`page ${number + 1} is not A4`);
        for (const [, x0, y0, x1, y1, word] of text.matchAll(/xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">((?:BEGIN|END)\d+X)</g))
            if (x0 >= 0 && y0 >= 0 && x1 <= width + 0.5 && y1 <= height + 0.5) where[word] = number;
    });
    for (let i = 0; i < count; i++) {
        const begin = where[`BEGIN${i}X`], end = where[`END${i}X`];
        if (begin === undefined || end === undefined || begin !== end) wrong.push(`picture ${i} is cut: its corners are on pages ${begin} and ${end}`);
    }
    if (!count) wrong.push('there is no picture');
    return wrong;
}

for (const report of reports) {
    const [name, file] = report.split('=');

    let [page, seen] = await open(file, 1280, 'light');
    test(`${name}: nothing is fetched from elsewhere`, seen.requests.filter(url => !url.startsWith('file:') && !url.startsWith('data:')));
    test(`${name}: the browser has nothing to say, so the policy lets the style in`, seen.messages);
    test(`${name}: its style is taken`, await page.evaluate(() => getComputedStyle(document.querySelector('.verdict')).display === 'inline-block' ? '' : 'it is not'));
    test(`${name}: no script can run`, await page.evaluate(() => {
        const script = document.createElement('script');
        script.textContent = 'globalThis.ran = true';
        document.body.append(script);
        script.remove();
        return globalThis.ran ? 'one did' : document.querySelector('script') ? 'there is one' : '';
    }));
    await shot(page, `${name}-light`);
    test(`${name}: axe-core finds nothing (light)`, await violations(page));
    await page.close();

    [page] = await open(file, 1280, 'dark');
    await shot(page, `${name}-dark`);
    test(`${name}: axe-core finds nothing (dark)`, await violations(page));
    await page.close();

    [page] = await open(file, 360, 'light');
    await shot(page, `${name}-narrow`);
    test(`${name}: a narrow screen need not be scrolled sideways`, await page.evaluate(() =>
        document.documentElement.scrollWidth > innerWidth ? `it is ${document.documentElement.scrollWidth} wide` : ''));
    test(`${name}: axe-core finds nothing (narrow)`, await violations(page));
    await page.close();

    [page] = await open(file, 1280, 'light');
    await page.keyboard.press('Tab');
    test(`${name}: the first key leads past the contents`, await page.evaluate(() => document.activeElement.className === 'skip' ? '' : 'it does not'));
    await page.focus('details > summary');
    await page.keyboard.press('Enter');
    test(`${name}: what is folded up opens by the keyboard`, await page.evaluate(() => document.querySelector('details').open ? '' : 'it does not'));
    test(`${name}: every picture has a title and a description`, await page.evaluate(() => [...document.querySelectorAll('svg')]
        .filter(svg => svg.getAttribute('aria-labelledby').split(' ').some(id => !document.getElementById(id)?.textContent.trim())).map(svg => svg.outerHTML.slice(0, 100))));
    test(`${name}: every chart has its table`, await page.evaluate(() => [...document.querySelectorAll('svg.chart')]
        .filter(svg => !svg.closest('section').querySelector('details table')).map(svg => svg.dataset.indicator)));
    test(`${name}: five questions are answered first`, await page.evaluate(() =>
        document.querySelectorAll('#in-short .answer h3 + p').length === 5 ? '' : 'they are not'));
    test(`${name}: no picture is cut on A4`, await printed(page, name));
    await page.close();
}

await browser.close();
process.exit(failed ? 1 : 0);
