#!/bin/bash
# Puts Voz y Voto on one Debian 12 machine, or brings it to the version in /opt/civic. Run it as often as you like:
# what is there stays, above all the settings, the database and the keys.
#
#   /opt/civic/deploy/install.sh voz.example.gob.mx
set -euo pipefail
umask 022

HOST=${1:-}
HOME_OF_CODE=/opt/civic
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

say() { printf '\n· %s\n' "$*"; }
stop() { printf '\nNo se puede seguir: %s\n' "$*" >&2; exit 1; }

[[ $EUID -eq 0 ]] || stop "hay que ser root. Anteponga sudo."
[[ $HOST =~ ^[a-z0-9.-]+\.[a-z]+$ ]] || stop "falta el nombre del sitio. Ejemplo: $0 voz.example.gob.mx"
[[ $HERE == "$HOME_OF_CODE/deploy" ]] || stop "el programa debe estar en $HOME_OF_CODE, no en ${HERE%/deploy}."
grep -q '^VERSION_ID="12"' /etc/os-release || stop "esta guía es para Debian 12."

say "Paquetes de Debian"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends python3 python3-venv git postgresql nginx openssl ca-certificates tzdata

say "Dos cuentas sin contraseña y sin consola: civic sirve, civic-owner cambia la base y respalda"
id civic >/dev/null 2>&1 || useradd --system --user-group --home-dir /var/lib/civic --no-create-home --shell /usr/sbin/nologin civic
id civic-owner >/dev/null 2>&1 || useradd --system --user-group --home-dir /nonexistent --no-create-home --shell /usr/sbin/nologin civic-owner
install -d -m 0700 -o civic -g civic /var/lib/civic /var/lib/civic/keys
# Who serves may see how old the copies are (civic doctor), and open none.
install -d -m 0750 -o civic-owner -g civic /var/backups/civic
find /var/backups/civic -type f -exec chown civic-owner:civic-owner {} +
install -d -m 0755 /etc/civic
install -d -m 0700 /etc/civic/tls

say "Bibliotecas de Python, cada una con su huella"
cd "$HOME_OF_CODE"
[[ -x .venv/bin/python ]] || /usr/bin/python3 -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/app.txt
.venv/bin/python -m compileall -q civic migrations
chown -R root:root "$HOME_OF_CODE"
chmod -R u=rwX,go=rX "$HOME_OF_CODE"

say "Configuración en /etc/civic/civic.env"
if [[ ! -e /etc/civic/civic.env ]]; then
    secret=$(/usr/bin/python3 -c 'import secrets; print(secrets.token_urlsafe(48))')
    (umask 077 && sed "s|@SECRET@|$secret|; s|@HOST@|$HOST|" deploy/civic.env > /etc/civic/civic.env)
fi
# A machine of an earlier version: the roles are new.
grep -q '^CIVIC_VAULT_URL=' /etc/civic/civic.env ||
    sed -n "/^# Three roles/,/^CIVIC_ORIGIN=/p" deploy/civic.env | sed "s|@HOST@|$HOST|" >> /etc/civic/civic.env
chown root:root /etc/civic/civic.env
chmod 0600 /etc/civic/civic.env
install -m 0755 deploy/civic /usr/local/bin/civic

say "PostgreSQL: una base y tres papeles: quien la cambia, quien sirve y quien guarda los nombres"
version=$(pg_lsclusters --no-header | awk '$2 == "main" { print $1; exit }')
[[ -n $version ]] || stop "PostgreSQL no tiene el clúster «main». Vea: pg_lsclusters"
if ! cmp -s deploy/postgresql/civic.conf "/etc/postgresql/$version/main/conf.d/civic.conf"; then
    install -m 0644 deploy/postgresql/civic.conf "/etc/postgresql/$version/main/conf.d/civic.conf"
    systemctl restart postgresql
fi
as_postgres() { (cd / && runuser -u postgres -- "$@"); }
ask() { as_postgres psql --no-psqlrc --tuples-only --no-align --command "$1"; }
for _ in {1..30}; do as_postgres pg_isready -q && break; sleep 1; done
for role in civic civic_app civic_vault; do
    [[ $(ask "SELECT 1 FROM pg_roles WHERE rolname = '$role'") == 1 ]] ||
        as_postgres createuser --no-superuser --no-createdb --no-createrole "$role"
done
ask "GRANT civic_app TO civic" >/dev/null
if [[ $(ask "SELECT 1 FROM pg_database WHERE datname = 'civic'") != 1 ]]; then
    as_postgres createdb --owner civic --encoding UTF8 --locale C.UTF-8 --template template0 civic
fi
ask "REVOKE CONNECT ON DATABASE civic FROM PUBLIC" >/dev/null
ask "GRANT CONNECT ON DATABASE civic TO civic_app, civic_vault" >/dev/null
# The account of the system is the password, and each account has its roles: whoever serves cannot come in as the owner.
confs=/etc/postgresql/$version/main
if ! grep -q '^civic ' "$confs/pg_ident.conf"; then
    cat deploy/postgresql/pg_ident.conf >> "$confs/pg_ident.conf"
    sed -i '1i local civic civic,civic_app,civic_vault peer map=civic' "$confs/pg_hba.conf"
    systemctl reload postgresql
fi

say "Servicios de systemd"
install -m 0644 deploy/systemd/*.service deploy/systemd/*.timer /etc/systemd/system/
for place in civic.service.d civic-.service.d; do
    install -D -m 0644 deploy/systemd/sandbox.conf "/etc/systemd/system/$place/sandbox.conf"
done
install -D -m 0644 deploy/journald/civic.conf /etc/systemd/journald.conf.d/civic.conf
systemctl daemon-reload
systemctl restart systemd-journald

say "nginx para $HOST"
if [[ ! -e /etc/civic/tls/fullchain.pem ]]; then
    # Only so that nginx can start: browsers warn until the city's certificate is there (README, step 5).
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 90 -subj "/CN=$HOST" \
        -addext "subjectAltName=DNS:$HOST" -keyout /etc/civic/tls/privkey.pem -out /etc/civic/tls/fullchain.pem
fi
install -d -m 0755 /var/cache/nginx
sed "s/@HOST@/$HOST/g" deploy/nginx/civic.conf > /etc/nginx/sites-available/civic
ln -sf ../sites-available/civic /etc/nginx/sites-enabled/civic
rm -f /etc/nginx/sites-enabled/default
nginx -t -q || stop "nginx no acepta su configuración (arriba dice por qué)."

tables=$(as_postgres psql --no-psqlrc --tuples-only --no-align --dbname civic --command \
    "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
if [[ $tables -gt 0 ]]; then
    say "Respaldo antes de cambiar la base"
    systemctl start civic-backup.service || stop "no se pudo respaldar. Vea: journalctl -u civic-backup"
fi
say "La base, a la versión del programa"
systemctl stop civic.service civic-due.timer 2>/dev/null || true
civic migrate

say "En marcha"
systemctl enable --quiet --now civic.service civic-due.timer civic-backup.timer
systemctl enable --quiet nginx
systemctl reload-or-restart nginx

say "Revisión"
civic doctor || printf '\nArregle lo que dice arriba y repita: civic doctor\n'
