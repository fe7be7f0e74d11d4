class error(Exception): ...

class Options:
    case_sensitive: bool
    dot_nl: bool
    log_errors: bool

class Pattern:
    def search(self, text: str, pos: int = ..., endpos: int = ...) -> object | None: ...

def compile(pattern: str, options: Options | None = ...) -> Pattern: ...
