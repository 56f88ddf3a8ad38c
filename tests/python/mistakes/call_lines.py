print(
    max(
        1,
        'a',
    ),
    2,
)
