"""Python end of a session: runs PySpark cells for the driver that started it.

Requests come as one JSON object per line on standard input, answers leave on standard output (PythonProcess.java says
which). The main thread runs cells; a second one reads requests, so that completion and interrupts work meanwhile.
"""
import ast
import builtins
import io
import itertools
import json
import linecache
import math
import os
import queue
import re
import signal
import sys
import threading
import traceback
import warnings

# Characters of what a cell prints, of what it complains, and of its result.
MAX_OUTPUT = 5_000_000

# Characters of an answer: what Livy carries (Reply.java).
MAX_ANSWER = 15_000_000

# Characters of an error's message and of each line of its traceback.
MAX_MESSAGE = 100_000

# What readers of JSON take; each of them stops elsewhere, few earlier.
MAX_DIGITS = 1_000
MAX_DEPTH = 500
TOO_LONG = 10 ** MAX_DIGITS

WORD = re.compile(r"[\w.]*$")

# Livy answers with one text. This form beside it keeps apart what notebooks show apart.
OUTPUT = "application/vnd.sluice.output.v1+json"


class Printed(io.TextIOBase):
    """Stands behind sys.stdout and sys.stderr for good, so that logging handlers made in one cell work in the next."""

    def __init__(self):
        self._lock = threading.Lock()
        self._parts = []
        self._length = 0

    encoding = "utf-8"
    errors = "strict"

    def writable(self):
        return True

    def write(self, text):
        if isinstance(text, bytes):
            text = text.decode("utf-8", "replace")
        if not isinstance(text, str):
            raise TypeError("write() argument must be str, not %s" % type(text).__name__)
        with self._lock:
            room = MAX_OUTPUT - self._length
            if room > 0:
                self._parts.append(text[:room])
            self._length += len(text)
        return len(text)

    def peek(self):
        with self._lock:
            return cut("".join(self._parts), MAX_OUTPUT, self._length)

    def take(self):
        with self._lock:
            text, length = "".join(self._parts), self._length
            self._parts, self._length = [], 0
        return cut(text, MAX_OUTPUT, length)


def cut(text, limit, length=None):
    """The beginning of a text that is too long, and a line that says so."""
    length = len(text) if length is None else length
    if length <= limit:
        return text
    return "%s\n... (the output is longer than %d characters: %d are not shown)\n" % (text[:limit], limit, length - limit)


class NoKeyboard(io.TextIOBase):
    """Stands behind sys.stdin: nobody can answer there."""

    MESSAGE = "input() cannot be answered here: a Livy statement has no keyboard. Put the value into a variable instead"

    def readable(self):
        return True

    def read(self, *unused):
        raise EOFError(self.MESSAGE)

    readline = read


class UnknownMagic(Exception):
    pass


class Shell:
    """The name space of the cells, and how one is run."""

    def __init__(self, space, out, err):
        self.space = space
        self.out = out
        self.err = err
        self.result = None
        self.interruptible = False

    def execute(self, number, code):
        """Runs a cell; returns its answer without the request's id."""
        self.out.take(), self.err.take()
        self.result = None
        name = "<cell %d>" % number
        # As Python itself cuts lines; an error underlines wrongly in a line without its end.
        linecache.cache[name] = (len(code), None, list(io.StringIO(code + "\n", newline=None)), name)
        data, answer = {}, {}
        try:
            self.interruptible = True
            for magic, line, chunk in split(code):
                self.print_result()
                data = self.magic(chunk) if magic else self.run(name, line, chunk)
            self.interruptible = False
        except BaseException as failure:
            self.interruptible = False
            data, answer = {}, error(failure, name)
        data = shown(data, self.out.take(), self.err.take(), self.result)
        if not answer or any(data.values()):
            answer["data"] = data
        return answer

    def printed(self):
        """What the cell that runs has printed until now."""
        return shown({}, self.out.peek(), self.err.peek(), None)

    def run(self, name, line, code):
        """Runs the part of a cell that begins on a line, counted from 0."""
        body = ast.parse("\n" * line + code, name).body
        if body:
            exec(compile(ast.Module(body[:-1], []), name, "exec"), self.space)
            # "single" shows the value of an expression through sys.displayhook; that of a whole cell is its result.
            sys.displayhook = self.keep if isinstance(body[-1], ast.Expr) else sys.__displayhook__
            exec(compile(ast.Interactive(body[-1:]), name, "single"), self.space)
        return {}

    def print_result(self):
        """What is followed by more of the cell is not the cell's result."""
        if self.result is not None:
            self.out.write(self.result + "\n")
            self.result = None

    def keep(self, value):
        if value is not None:
            builtins._ = None
            self.result = cut(repr(value), MAX_OUTPUT)
            builtins._ = value

    def magic(self, line):
        word, _, variable = line[1:].strip().partition(" ")
        magics = {"json": self.show_json, "table": self.show_table, "matplot": self.show_plot}
        if word not in magics:
            raise UnknownMagic("unknown magic command '%s'" % word if word else "magic command not specified")
        variable = variable.strip()
        if variable not in self.space:
            raise NameError("name '%s' is not defined" % variable)
        return magics[word](self.space[variable])

    @staticmethod
    def show_json(value):
        return {"application/json": readable(value)}

    @staticmethod
    def show_table(value):
        return {"application/vnd.livy.table.v1+json": readable(table(value))}

    @staticmethod
    def show_plot(value):
        import base64
        picture = io.BytesIO()
        value.gcf().savefig(picture, format="png")
        return {"image/png": base64.b64encode(picture.getvalue()).decode("ascii"), "text/plain": ""}

    def complete(self, code, cursor):
        import rlcompleter
        word = WORD.search(code[:cursor].rpartition("\n")[2]).group()
        completer = rlcompleter.Completer(self.space)
        found = []
        while len(found) < 500:
            match = completer.complete(word, len(found))
            if match is None:
                break
            found.append(match)
        return [match for match in dict.fromkeys(found) if match.strip()]


def shown(data, out, err, result):
    """What a cell shows, by MIME type: its data and, also if it failed, what it printed."""
    data = dict(data)
    out = data.pop("text/plain", "") + out
    text = "".join((out, result + "\n" if result is not None else "", err)).rstrip()
    if text or not data:
        data["text/plain"] = text
    if result is not None or err:
        data[OUTPUT] = {"stdout": out, "stderr": err}
        if result is not None:
            data[OUTPUT]["result"] = result
    return data


def readable(value):
    """The value itself, if readers of JSON take all of it. Python writes more than they read."""
    try:
        refuse_unreadable(value, 0, set())
        json.dumps(value)
    except (TypeError, ValueError, RecursionError) as failure:
        why = "it is nested too deep" if isinstance(failure, RecursionError) else failure
        raise ValueError("cannot show this value as JSON: %s" % why) from None
    return value


def refuse_unreadable(value, depth, seen):
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("%r is no number in JSON. Replace it, say by None" % float(value))
    if isinstance(value, int) and abs(value) >= TOO_LONG:
        raise ValueError("a number has more than %d digits. Make it a text, by str()" % MAX_DIGITS)
    if isinstance(value, (list, tuple, dict)) and id(value) not in seen:
        seen.add(id(value))
        if depth >= MAX_DEPTH:
            raise ValueError("it is nested more than %d deep" % MAX_DEPTH)
        for part in itertools.chain(value, value.values()) if isinstance(value, dict) else value:
            refuse_unreadable(part, depth + 1, seen)


def split(code):
    """Cuts a cell into (is a magic?, line that it begins on, text). Only a cell that is no Python can hold magics."""
    try:
        ast.parse(code)
        return [(False, 0, code)]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        # The last three are what Python says of a zero byte and of too much nesting, each in another version.
        if not any(line.startswith("%") for line in code.split("\n")):
            return [(False, 0, code)]
    chunks = []
    for number, line in enumerate(code.rstrip().split("\n")):
        if line.startswith("%"):
            chunks.append((True, number, line))
        elif chunks and not chunks[-1][0]:
            chunks[-1] = (False, chunks[-1][1], chunks[-1][2] + "\n" + line)
        else:
            chunks.append((False, number, line))
    return chunks


def error(failure, name):
    """An answer for an exception: the frames of this program are left out of the traceback."""
    kind = type(failure)
    try:
        message = str(failure)
    except BaseException as second:
        message = "<its text failed with %s>" % type(second).__name__
    try:
        if isinstance(failure, (SyntaxError, UnknownMagic)) and not reaches(failure.__traceback__, name):
            lines = traceback.format_exception_only(kind, failure)
        else:
            frames = failure.__traceback__
            while frames is not None and not frames.tb_frame.f_code.co_filename.startswith("<cell "):
                frames = frames.tb_next
            lines = traceback.format_exception(kind, failure, frames)
    except BaseException:
        # An exception can be made so that nothing can print it.
        lines = ["%s: %s\n" % (kind.__name__, message)]
    return {
        "ename": kind.__name__,
        "evalue": cut(message, MAX_MESSAGE),
        "traceback": [cut(line, MAX_MESSAGE) for line in lines]}


def encoded(answer):
    """JSON of an answer; if it cannot be sent, of the error that says why."""
    try:
        text = json.dumps(answer, ensure_ascii=False, allow_nan=False)
        if len(text) > MAX_ANSWER and answer.get("data", {}).pop(OUTPUT, None):
            # All of it is in the text too.
            text = json.dumps(answer, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError, RecursionError, MemoryError) as failure:
        return json.dumps({"ename": "ValueError", "evalue": "cannot show this output as JSON: %s" % failure})
    if len(text) <= MAX_ANSWER:
        return text
    return json.dumps({
        "ename": "OutputTooLong",
        "evalue": "The output of this statement has %d characters, Livy carries %d: show less of it" % (
            len(text), MAX_ANSWER)})


def reaches(frames, name):
    while frames is not None:
        if frames.tb_frame.f_code.co_filename == name:
            return True
        frames = frames.tb_next
    return False


def table(value):
    headers, data = {}, []
    for row in value if isinstance(value, (list, tuple)) else [value]:
        if type(row).__name__ == "Row":
            row = row.asDict()
        if not isinstance(row, (list, tuple, dict)):
            row = [row]
        cells = []
        for name, cell in sorted(row.items()) if isinstance(row, dict) else enumerate(row):
            kind, cell = typed(cell)
            header = headers.setdefault(name, {"name": str(name), "type": kind})
            if header["type"] == "NULL_TYPE":
                header["type"] = kind
            elif kind not in ("NULL_TYPE", header["type"]):
                raise TypeError("table rows have different types")
            cells.append(cell)
        data.append(cells)
    return {"headers": [header for _, header in sorted(headers.items())], "data": data}


def typed(value):
    import datetime
    import decimal
    if value is None:
        return "NULL_TYPE", None
    # bool before int and datetime before date: each is a kind of the other.
    for kind, name, show in (
            (bool, "BOOLEAN_TYPE", bool), (int, "INT_TYPE", int), (float, "DOUBLE_TYPE", float), (str, "STRING_TYPE", str),
            (datetime.datetime, "TIMESTAMP_TYPE", str), (datetime.date, "DATE_TYPE", str),
            (decimal.Decimal, "DECIMAL_TYPE", str)):
        if isinstance(value, kind):
            return name, show(value)
    if isinstance(value, (list, tuple)):
        return "ARRAY_TYPE", of_one_type(value)
    if isinstance(value, dict):
        return "MAP_TYPE", dict(zip(map(str, value), of_one_type(list(value.values()))))
    return "STRING_TYPE", str(value)


def of_one_type(values):
    pairs = [typed(value) for value in values]
    if len({kind for kind, _ in pairs}) > 1:
        raise ValueError("value has inconsistent types")
    return [value for _, value in pairs]


def waits_for_jvm(frame):
    while frame is not None:
        if frame.f_globals.get("__name__", "").startswith("py4j."):
            return True
        frame = frame.f_back
    return False


def connect(space):
    """Puts the session of the driver into the name space; returns what is to be told when a cell begins."""
    port = os.environ.pop("SLUICE_GATEWAY_PORT", None)
    secret = os.environ.pop("SLUICE_GATEWAY_SECRET", None)
    if port is None:
        return lambda number: None
    try:
        import pyspark
    except ImportError:
        sys.path.extend(path for path in os.environ.get("SLUICE_PYSPARK", "").split(":") if path)
    from py4j.clientserver import ClientServer, JavaParameters, PythonParameters
    from py4j.java_gateway import java_import
    from pyspark import SparkConf, SparkContext, SparkFiles
    from pyspark.sql import SQLContext, SparkSession

    gateway = ClientServer(
        java_parameters=JavaParameters(port=int(port), auth_token=secret, auto_convert=True),
        python_parameters=PythonParameters(port=0, eager_load=False, auth_token=secret))
    for name in ("org.apache.spark.SparkConf", "org.apache.spark.api.java.*", "org.apache.spark.api.python.*",
                 "org.apache.spark.ml.python.*", "org.apache.spark.mllib.api.python.*", "org.apache.spark.resource.*",
                 "org.apache.spark.sql.*", "org.apache.spark.sql.api.python.*", "org.apache.spark.sql.hive.*",
                 "scala.Tuple2"):
        java_import(gateway.jvm, name)
    driver = gateway.entry_point
    context = SparkContext(jsc=driver.sc(), gateway=gateway, conf=SparkConf(_jvm=gateway.jvm, _jconf=driver.conf()))
    session = SparkSession(context, driver.sparkSession())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sql_context = SQLContext.getOrCreate(context)
    space.update(spark=session, sc=context, sqlContext=sql_context)
    os.chdir(SparkFiles.getRootDirectory())
    return driver.begin


def main():
    # The wire gets descriptors of its own: whatever a cell or its children print cannot break it.
    requests = io.TextIOWrapper(os.fdopen(os.dup(0), "rb"), encoding="utf-8", newline="\n")
    # A surrogate without its other half is no UTF-8; escaped it is JSON.
    answers = io.TextIOWrapper(os.fdopen(os.dup(1), "wb"), encoding="utf-8", errors="backslashreplace", newline="\n")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    lock = threading.Lock()

    def answer(request_id, content):
        line = "%d %s\n" % (request_id, encoded(content))
        try:
            with lock:
                answers.write(line)
                answers.flush()
        except (OSError, ValueError):
            # A cell has closed the wire. Who waits at its other end hears of the exit.
            os._exit(1)

    module = type(sys)("__main__")
    module.__dict__["__builtins__"] = builtins
    sys.modules["__main__"] = module
    begin = connect(module.__dict__)
    out, err = Printed(), Printed()
    sys.stdout, sys.stderr, sys.stdin = out, err, NoKeyboard()

    def no_input(*unused):
        raise EOFError(NoKeyboard.MESSAGE)

    builtins.input = no_input
    shell = Shell(module.__dict__, out, err)
    cells = queue.Queue()

    def on_interrupt(number, frame):
        # Within a call to the JVM the driver has interrupted the call itself; breaking the wire would end Python.
        if shell.interruptible and not waits_for_jvm(frame):
            raise KeyboardInterrupt("the statement was cancelled")

    def serve(request):
        if request["type"] == "execute":
            cells.put(request)
        elif request["type"] == "complete":
            try:
                matches = shell.complete(request["code"], request["cursor"])
            except Exception:
                matches = []
            answer(request["id"], {"matches": matches})
        elif request["type"] == "printed":
            answer(request["id"], {"data": shell.printed()})
        elif request["type"] == "interrupt":
            if shell.interruptible:
                signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
            answer(request["id"], {})

    def listen():
        try:
            for line in requests:
                serve(json.loads(line))
        except (OSError, ValueError):
            # A cell has closed the wire.
            os._exit(1)
        # The driver is gone.
        os._exit(0)

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=listen, name="requests", daemon=True).start()
    answer(0, {"ready": True})
    while True:
        request = cells.get()
        try:
            begin(request["statement"])
            signal.signal(signal.SIGINT, on_interrupt)
            content = shell.execute(request["statement"], request["code"])
        except BaseException as failure:
            content = error(failure, "")
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        answer(request["id"], content)


main()
