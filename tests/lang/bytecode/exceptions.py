"""try, with, raise: unwinding in every direction."""


def simple():
    try:
        f()
    except ValueError:
        g()
    except (TypeError, KeyError) as e:
        h(e)
    except:
        i()
    else:
        j()
    finally:
        k()


def returns(x):
    try:
        return x
    finally:
        print(1)


def return_constant():
    try:
        return 1
    finally:
        return 2


def in_loop(items):
    for item in items:
        try:
            if item:
                continue
            if item == 2:
                break
            return item
        except Exception as exc:
            if exc:
                continue
            break
        finally:
            if item:
                continue
            print(item)
    while items:
        try:
            pass
        finally:
            break


def with_statements(a, b):
    with a:
        pass
    with a as x, b as (y, z):
        return x
    with a, \
         b:
        for i in x:
            with y:
                continue
            break
        else:
            raise ValueError from None
    with (
        open("a") as f,
        open("b") as g,
    ):
        f.x = g.y


def nested():
    try:
        try:
            f()
        except A as a:
            try:
                g(a)
            except B as b:
                return a, b
            finally:
                h()
        finally:
            with a:
                return 3
    except C:
        raise
    raise D(1) from E


def groups():
    try:
        f()
    except* ValueError as e:
        g(e)
    except* (TypeError, KeyError):
        h()
    else:
        i()
    finally:
        j()


def groups_loop(x):
    for i in x:
        try:
            f()
        except* ValueError:
            pass


def generator():
    try:
        yield 1
        x = yield from range(3)
        with x as y:
            yield y
    except GeneratorExit:
        return
    finally:
        yield


def deep():
    with a:
        with b:
            with c:
                try:
                    with d:
                        return 1
                except E as e:
                    del e
                    return e


def swallow():
    for x in y:
        try:
            pass
        except E:
            pass


def raise_only():
    raise


try:
    import fast
except ImportError:
    fast = None
else:
    del fast
