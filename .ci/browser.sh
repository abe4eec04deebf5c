#!/usr/bin/env bash
# What the browser tests need, from Debian's packages: Chromium and Chinese fonts.
# Does nothing where they are already; without root it says what is missing, and those tests are skipped.
set -euo pipefail
missing=()
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium)
ls /usr/share/fonts/*/noto/NotoSansCJK* >/dev/null 2>&1 || missing+=(fonts-noto-cjk)
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
  echo "浏览器测试需要 ${missing[*]}，将跳过。要运行它们：sudo apt-get install ${missing[*]}"
  exit 0
fi
echo "正在为浏览器测试安装 ${missing[*]}……"
export DEBIAN_FRONTEND=noninteractive
apt-get update -q >/dev/null
apt-get install -qy --no-install-recommends "${missing[@]}" >/dev/null
