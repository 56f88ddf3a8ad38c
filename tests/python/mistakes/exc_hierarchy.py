class AppError(Exception):
    def __init__(self, code, *args):
        self.code = code
        super().__init__(*args)
    def __str__(self):
        return f'[{self.code}] ' + super().__str__()
raise AppError(42, 'broken')
