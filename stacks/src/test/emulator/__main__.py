"""AWS on this machine, to try a deployment without an account: moto, and what its CloudFormation lacks for the stacks.

    python3 stacks/src/test/emulator [--port PORT] [COMMAND...]

With a command: runs it against the emulator, says what the emulator passed over, and ends with its exit code.
Without: serves until it is interrupted. Everything is kept in memory. Needs Python 3.10, moto[server] 5.2.1 and Node.
"""

import argparse
import logging
import os
import subprocess
import sys
import warnings
from threading import Thread

SETTINGS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_EC2_METADATA_DISABLED": "true",
    "CDK_DISABLE_CLI_TELEMETRY": "true",
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="emulator", usage="emulator [--port PORT] [COMMAND...]")
    parser.add_argument("--port", type=int, default=5577)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    # Not the address: moto finds a template's bucket in the path of a URL only where it says localhost.
    url = f"http://localhost:{arguments.port}"
    os.environ.update(SETTINGS, AWS_ENDPOINT_URL=url, MOTO_IAM_LOAD_MANAGED_POLICIES="true")
    os.environ.pop("AWS_PROFILE", None)

    # Among the sources, cached byte code would make the launcher's build look stale.
    sys.dont_write_bytecode = True
    # moto reads its settings while it is loaded.
    try:
        from werkzeug.serving import make_server

        from emulation import cloudformation
        from emulation.door import Door
    except ModuleNotFoundError as missing:
        print(f"emulator: {missing}: pip install 'moto[server]==5.2.1'", file=sys.stderr)
        return 2

    server = make_server("127.0.0.1", arguments.port, Door(url), threaded=True)
    if not arguments.command:
        for name, value in {"AWS_ENDPOINT_URL": url, **SETTINGS}.items():
            print(f"export {name}={value}", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass
        return 0
    # What the command prints is what counts; what was passed over is said at the end.
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    Thread(target=server.serve_forever, daemon=True).start()
    exit_code = subprocess.run(arguments.command).returncode
    print(f"\nThe emulator passed over: {', '.join(cloudformation.skipped()) or 'nothing'}")
    return exit_code


if __name__ == "__main__":
    sys.exit(main())
